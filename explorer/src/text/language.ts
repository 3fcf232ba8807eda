import { signal } from "@preact/signals";

export type Language = "th" | "en";

/** The language of the page: of the address, of the last visit, or of the browser. */
export const language = signal<Language>("th");

/** One text in both languages. Places for values are written {name}. */
export interface Words {
  th: string;
  en: string;
}

export const words = (th: string, en: string): Words => ({ th, en });

export function say(text: Words, values: Record<string, string | number> = {}): string {
  return text[language.value].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

export interface Named {
  nameTh: string;
  nameEn?: string | null;
}

/** The name of a record in the language of the page, or the one that it has. */
export function nameOf(record: Named): string {
  return language.value === "en" && record.nameEn ? record.nameEn : record.nameTh;
}

const LOCALES: Record<Language, string> = { th: "th-TH-u-ca-buddhist", en: "en-GB" };
const BANGKOK = "Asia/Bangkok";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Ways to write days and times, each made once: the browser takes milliseconds for one. */
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** A day such as 2026-11-24, in the era of the language: 24 พ.ย. 2569, 24 Nov 2026. */
export function day(iso: string): string {
  const date = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  if (Number.isNaN(date.getTime())) return iso;
  const timeZone = iso.length === 10 ? "UTC" : BANGKOK;
  const written = format(LOCALES[language.value], { day: "numeric", month: "short", year: "numeric", timeZone });
  return written.format(date).replace(/พ\.ศ\.\s*/u, "");
}

/** A moment such as 2026-11-24T09:05:00Z, in Thailand. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const time = format("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: BANGKOK });
  return `${day(iso)} ${time.format(date)}`;
}

/** A day of a month in full: 1 มกราคม, 1 January. */
export const dayOfMonth = (date: Date): string =>
  format(LOCALES[language.value], { day: "numeric", month: "long", timeZone: "UTC" }).format(date);

/** A year of the common era, in the era of the language. */
export const year = (common: number): string =>
  String(language.value === "th" ? common + 543 : common);

const numbers = new Intl.NumberFormat("en");

export const number = (value: number): string => numbers.format(value);

export const percent = (share: number): string => `${Math.round(share * 100)}%`;
