import { computed, effect, signal } from "@preact/signals";
import { type Language, language } from "../text/language";

// A page inside another page, or a browser that keeps nothing, has no storage: then nothing is kept.
const read = (store: () => Storage, name: string): string | null => {
  try {
    return store().getItem(name);
  } catch {
    return null;
  }
};

const write = (store: () => Storage, name: string, value: string): void => {
  try {
    if (value) store().setItem(name, value);
    else store().removeItem(name);
  } catch {
    // What is not kept is asked for again.
  }
};

const local = (): Storage => window.localStorage;
const session = (): Storage => window.sessionStorage;

/** Light or dark; empty: as the system has it. */
export const theme = signal<"" | "light" | "dark">(themeOf(read(local, "theme")));

const system = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(system.matches);
system.addEventListener("change", ({ matches }) => {
  systemIsDark.value = matches;
});

/** Whether the page is dark at this moment. */
export const isDark = computed(() => (theme.value ? theme.value === "dark" : systemIsDark.value));

/** The API key, kept as long as the tab is open. */
export const key = signal(read(session, "key") ?? "");

function themeOf(text: string | null): "" | "light" | "dark" {
  return text === "light" || text === "dark" ? text : "";
}

export function languageOf(text: string | null | undefined): Language | null {
  return text === "th" || text === "en" ? text : null;
}

language.value =
  languageOf(new URLSearchParams(location.search).get("lang")) ??
  languageOf(read(local, "language")) ??
  (navigator.language.startsWith("th") || !navigator.language.startsWith("en") ? "th" : "en");

effect(() => {
  document.documentElement.lang = language.value;
  write(local, "language", language.value);
});

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  write(local, "theme", theme.value);
});

effect(() => write(session, "key", key.value));
