import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Look } from "./look";
import type { Picture } from "./model";
import { PAPER_SHEET, type Page } from "./paint";

interface PrintedProps {
  picture: Picture;
  look: Look;
  sheet: Page;
}

/** The sheet as it goes on paper; painted only when somebody prints. */
export function Printed({ picture, look, sheet }: PrintedProps): JSX.Element {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let ended = false;
    let paint: () => void = () => undefined;
    const paper = matchMedia("print");
    const turned = (): void => {
      if (paper.matches) paint();
    };
    // What is printed must be there at once: nothing is fetched when the print begins.
    void import("./export").then(({ svgOf }) => {
      if (ended) return;
      paint = () => holder.current?.replaceChildren(svgOf(picture, look, { ...sheet, ...PAPER_SHEET }));
      turned();
      window.addEventListener("beforeprint", paint);
      paper.addEventListener("change", turned);
    });
    return () => {
      ended = true;
      window.removeEventListener("beforeprint", paint);
      paper.removeEventListener("change", turned);
    };
  }, [picture, look, sheet]);
  return <div ref={holder} class="printed" />;
}
