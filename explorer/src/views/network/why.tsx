import type { JSX } from "preact";
import type { Choices } from "./choices";

export function WhyAnswer(_: { from: string; to: string | null; choices: Choices }): JSX.Element {
  return <p />;
}
