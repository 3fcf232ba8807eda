// HTML from templates; every text that is put in is escaped.

/** A piece of HTML that is safe already. */
class Html {
  constructor(readonly text: string) {}
}

export type { Html };

type Piece = string | number | Html | Html[] | null | undefined | false;

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function safe(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return "";
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map(safe).join("");
  return String(piece).replace(/[&<>"']/g, (found) => ENTITIES[found] ?? "");
}

export function html(texts: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(texts.reduce((made, text, index) => made + safe(pieces[index - 1]) + text));
}
