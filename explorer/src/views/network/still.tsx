import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isDark } from "../../state/settings";
import { language } from "../../text/language";
import { coloursOf } from "./colours";
import { measureBy } from "./labels";
import type { Look } from "./look";
import type { Picture } from "./model";
import { paintPicture } from "./paint";
import { svgRoot, svgSurface } from "./surfaces";

const SIZE = 1000;

interface StillProps {
  picture: Picture;
  look: Look;
  title: string;
}

/** The picture as SVG, where there is no WebGL. */
export function Still({ picture, look, title }: StillProps): JSX.Element {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const context = document.createElement("canvas").getContext("2d");
    if (!holder.current || !context) return;
    const colours = coloursOf(holder.current);
    const root = svgRoot(SIZE, SIZE, title, colours.ground);
    paintPicture(svgSurface(root), picture, look, colours, { x: 0, y: 0, size: SIZE }, measureBy(context));
    holder.current.replaceChildren(root);
  }, [picture, look, title, isDark.value, language.value]);
  return <div ref={holder} class="picture-still" />;
}
