import { FONT, fontOf } from "./labels";
import type { Stroke, Surface } from "./paint";

const SVG = "http://www.w3.org/2000/svg";

/** An element of SVG; the browser escapes what stands in it. */
function element(name: string, attributes: Record<string, string | number | undefined>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(key, typeof value === "number" ? String(round(value)) : value);
  }
  return made;
}

/** Without characters that XML does not allow: with them no program would open the file. */
export const xmlText = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, "");

const round = (value: number): number => Math.round(value * 100) / 100;

const stroked = (stroke: Stroke | undefined): Record<string, string | number | undefined> =>
  stroke
    ? {
        stroke: stroke.colour,
        "stroke-width": stroke.width,
        "stroke-dasharray": stroke.dash ? `${stroke.dash} ${stroke.dash}` : undefined,
      }
    : {};

/** Paints elements into an SVG: text stays text, in the font of the page. */
export function svgSurface(root: SVGElement): Surface {
  const add = (name: string, attributes: Record<string, string | number | undefined>): SVGElement =>
    root.appendChild(element(name, attributes));
  return {
    line: (x1, y1, x2, y2, stroke) => void add("line", { x1, y1, x2, y2, ...stroked(stroke) }),
    circle: (cx, cy, r, fill, stroke) => void add("circle", { cx, cy, r: Math.max(r, 0.1), fill: fill ?? "none", ...stroked(stroke) }),
    polygon: (points, fill, stroke) =>
      void add("polygon", {
        points: points.map((point) => point.map(round).join(",")).join(" "),
        fill,
        ...stroked(stroke),
      }),
    named: (name, paint) => {
      const group = add("g", {});
      group.appendChild(element("title", {})).textContent = xmlText(name);
      paint(svgSurface(group));
    },
    text: (text, x, y, size, bold, colour, halo) => {
      const halos = halo
        ? { stroke: halo, "stroke-width": size / 4, "paint-order": "stroke", "stroke-linejoin": "round" }
        : {};
      const made = add("text", {
        x,
        y,
        "font-size": size,
        "font-weight": bold ? 700 : 400,
        "font-family": FONT,
        fill: colour,
        ...halos,
      });
      made.textContent = xmlText(text);
    },
  };
}

export function svgRoot(width: number, height: number, title: string, ground: string): SVGElement {
  const root = element("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", xmlns: SVG });
  const name = root.appendChild(element("title", {}));
  name.textContent = xmlText(title);
  root.appendChild(element("rect", { width, height, fill: ground }));
  return root;
}

export function canvasSurface(context: CanvasRenderingContext2D): Surface {
  const stroke = (one: Stroke | undefined): void => {
    if (!one) return;
    context.strokeStyle = one.colour;
    context.lineWidth = one.width;
    context.setLineDash(one.dash ? [one.dash, one.dash] : []);
    context.stroke();
  };
  const fill = (colour: string | null): void => {
    if (!colour) return;
    context.fillStyle = colour;
    context.fill();
  };
  const surface: Surface = {
    named: (_, paint) => paint(surface),
    line(x1, y1, x2, y2, one) {
      context.beginPath();
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      stroke(one);
    },
    circle(x, y, radius, colour, one) {
      context.beginPath();
      context.arc(x, y, Math.max(radius, 0.1), 0, 2 * Math.PI);
      fill(colour);
      stroke(one);
    },
    polygon(points, colour, one) {
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x, y);
      context.closePath();
      fill(colour);
      stroke(one);
    },
    text(text, x, y, size, bold, colour, halo) {
      context.font = fontOf(size, bold);
      context.textBaseline = "alphabetic";
      if (halo) {
        context.strokeStyle = halo;
        context.lineWidth = size / 4;
        context.lineJoin = "round";
        context.setLineDash([]);
        context.strokeText(text, x, y);
      }
      context.fillStyle = colour;
      context.fillText(text, x, y);
    },
  };
  return surface;
}
