import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { dayOfMonth, language, say } from "../../text/language";
import type { Choices } from "./choices";
import { own } from "./words";

const YEARS_BACK = 10;
const YEARS_AHEAD = 3;
const WAIT = 350;

/** A day by the month: the slider's steps are months from its first year on. */
export function DaySlider({ choices }: { choices: Choices }): JSX.Element {
  const id = useId();
  const { address, scope } = choices;
  const now = new Date();
  const first = now.getFullYear() - YEARS_BACK;
  const today = now.getMonth() + YEARS_BACK * 12;
  const asOf = scope.asOf;
  const written = asOf === null ? today : monthOf(asOf, first);
  const [month, setMonth] = useState(written);
  useEffect(() => setMonth(written), [written]);
  useEffect(() => {
    if (month === written) return;
    const timer = setTimeout(() => {
      address.set({ asOf: month === today ? null : dayOf(month, first) }, true);
    }, WAIT);
    return () => clearTimeout(timer);
  }, [month]);
  const shown = month === written && asOf !== null ? asOf : month === today ? null : dayOf(month, first);
  const words = shown === null ? say(own.today) : inWords(shown);
  return (
    <div class="day-slider">
      <label for={id}>{say(own.day)}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={(YEARS_BACK + YEARS_AHEAD) * 12 + 11}
        step={1}
        value={month}
        aria-valuetext={words}
        onInput={(event) => setMonth(Number(event.currentTarget.value))}
      />
      <output for={id}>{words}</output>
      {asOf !== null && (
        <button type="button" onClick={() => address.set({ asOf: null })}>
          {say(own.toToday)}
        </button>
      )}
    </div>
  );
}

const monthOf = (day: string, first: number): number =>
  (Number(day.slice(0, 4)) - first) * 12 + Number(day.slice(5, 7)) - 1;

const dayOf = (month: number, first: number): string =>
  `${first + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;

/** A day with its era: 1 มกราคม พ.ศ. 2569, 1 January 2026. */
export function inWords(day: string): string {
  const thai = language.value === "th";
  const date = new Date(`${day}T00:00:00Z`);
  const year = date.getUTCFullYear();
  return thai ? `${dayOfMonth(date)} พ.ศ. ${year + 543}` : `${dayOfMonth(date)} ${year}`;
}
