import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { give } from "../../parts/files";
import { Share } from "../../parts/share";
import { say } from "../../text/language";
import type { Look } from "./look";
import type { Picture } from "./model";
import type { Page } from "./paint";
import { own } from "./words";

interface ShareProps {
  picture: Picture;
  look: Look;
  sheet: Page;
}

type Tools = typeof import("./export");

/** Ways to take the picture along: link, snippet and paper as for all views, and files of its own. */
export function SharePicture({ picture, look, sheet }: ShareProps): JSX.Element {
  const [told, setTold] = useState("");
  const file = (ending: string, make: (tools: Tools) => Blob | Promise<Blob>): void => {
    void import("./export")
      .then(async (tools) => {
        const name = `phakhi-${picture.basis.asOf}-r${picture.basis.revision}.${ending}`;
        give(await make(tools), name);
        setTold(say(own.exported, { name }));
      })
      .catch(() => setTold(say(own.exportFailed)));
  };
  return (
    <Share
      files={
        <>
          <p class="share-files">
            <button type="button" onClick={() => file("png", (tools) => tools.pngFile(picture, look, sheet))}>
              {say(own.png)}
            </button>
            <button type="button" onClick={() => file("svg", (tools) => tools.svgFile(picture, look, sheet))}>
              {say(own.svg)}
            </button>
            <button type="button" onClick={() => file("csv", (tools) => tools.csvOf(picture))}>
              {say(own.csv)}
            </button>
            <button type="button" onClick={() => file("xlsx", (tools) => tools.xlsxOf(picture))}>
              {say(own.xlsx)}
            </button>
          </p>
          <p role="status">{told}</p>
        </>
      }
    />
  );
}
