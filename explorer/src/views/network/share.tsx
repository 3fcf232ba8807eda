import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { common } from "../../text/common";
import { say } from "../../text/language";
import type { Look } from "./look";
import type { Picture } from "./model";
import type { Sheet } from "./paint";
import { own } from "./words";

interface ShareProps {
  picture: Picture;
  look: Look;
  sheet: Sheet;
}

/** Ways to take the picture along: a link, a snippet for another page, files, paper. */
export function Share({ picture, look, sheet }: ShareProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [told, setTold] = useState("");
  const file = (ending: string, make: (tools: typeof import("./export")) => Blob | Promise<Blob>): void => {
    void import("./export")
      .then(async (tools) => {
        const name = `phakhi-${picture.basis.asOf}-r${picture.basis.revision}.${ending}`;
        tools.save(await make(tools), name);
        setTold(say(own.exported, { name }));
      })
      .catch(() => setTold(say(own.exportFailed)));
  };
  const copy = (text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => setTold(say(own.copied)),
      () => setTold(text),
    );
  };
  return (
    <>
      <button type="button" class="primary" onClick={() => dialog.current?.showModal()}>
        {say(own.share)}
      </button>
      <dialog ref={dialog} aria-labelledby={`${id}-title`} onClose={() => setTold("")}>
        <h2 id={`${id}-title`}>{say(own.sharePicture)}</h2>
        <Copied label={say(own.link)} text={location.href} copy={copy} />
        <Copied label={say(own.snippet)} text={snippet()} copy={copy} />
        <p class="share-files">
          <button type="button" onClick={() => file("png", (tools) => tools.pngFile(picture, look, sheet))}>
            {say(own.png)}
          </button>
          <button type="button" onClick={() => file("svg", (tools) => tools.svgFile(picture, look, sheet))}>
            {say(own.svg)}
          </button>
          <button type="button" onClick={() => file("csv", (tools) => tools.csvFile(picture))}>
            {say(own.csv)}
          </button>
          <button type="button" onClick={() => file("xlsx", (tools) => tools.xlsxFile(picture))}>
            {say(own.xlsx)}
          </button>
          <button
            type="button"
            onClick={() => {
              dialog.current?.close();
              window.print();
            }}
          >
            {say(own.print)}
          </button>
        </p>
        <p role="status">{told}</p>
        <button type="button" onClick={() => dialog.current?.close()}>
          {say(common.close)}
        </button>
      </dialog>
    </>
  );
}

interface CopiedProps {
  label: string;
  text: string;
  copy(text: string): void;
}

function Copied({ label, text, copy }: CopiedProps): JSX.Element {
  const id = useId();
  return (
    <div class="copied">
      <label for={id}>{label}</label>
      <div>
        <input id={id} readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" aria-label={`${say(own.copy)}: ${label}`} onClick={() => copy(text)}>
          {say(own.copy)}
        </button>
      </div>
    </div>
  );
}

/** HTML that shows this picture inside another page. */
function snippet(): string {
  const address = new URL(location.href);
  address.searchParams.set("embed", "1");
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.width = "100%";
  frame.height = "600";
  frame.title = say(own.title);
  frame.loading = "lazy";
  return frame.outerHTML;
}
