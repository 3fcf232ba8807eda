import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { useAnswer } from "../../api/useAnswer";
import { SearchBox } from "../../parts/searchbox";
import { kindOf } from "../../text/kinds";
import { common } from "../../text/common";
import { nameOf, say, type Words } from "../../text/language";
import { type Choices, clusterRecord, MEASURES, MOSTS, PLACED_KINDS, toggled, USUAL_KINDS } from "./choices";
import { NAMED } from "./documents";
import { MEASURE_WORDS } from "./legend";
import { DaySlider } from "./slider";
import { tieOf, TYPES } from "./ties";
import { own } from "./words";

/** Names of records that the address names, by id. */
export function useNames(choices: Choices): (id: string) => string {
  const { networks, issues, area, center, path, open } = choices;
  const named = [...networks, ...issues, ...path, ...open.map(clusterRecord), area ?? "", center ?? ""];
  const ids = [...new Set(named)].filter(isId).sort();
  const { data } = useAnswer(NAMED, ids.length > 0 ? { ids } : null);
  const names = new Map<string, string>();
  for (const node of data?.nodes ?? []) if (node && "nameTh" in node) names.set(node.id, nameOf(node));
  return (id) => names.get(id) ?? id;
}

/** Whether the API would take a text for an id; a wrong one must not take the others' names away. */
const isId = (text: string): boolean => /^[a-z][a-z-]*:[^\s\p{C}]{1,180}$/u.test(text);

interface FiltersProps {
  choices: Choices;
  nameById(id: string): string;
}

/** What is shown; every choice is a parameter of the address. */
export function Filters({ choices, nameById }: FiltersProps): JSX.Element {
  const { address } = choices;
  const names = ["networks", "issues", "area", "center", "kinds", "types", "open", "expand", "collapse", "most"];
  const filtered = names.some((name) => address.get(name));
  return (
    <details class="filters" open={matchMedia("(min-width: 60rem)").matches}>
      <summary>{say(own.filters)}</summary>
      <div class="bar">
        <Named choices={choices} name="networks" label={own.network} kind="Network" nameById={nameById} />
        <Named choices={choices} name="issues" label={own.issue} kind="Issue" nameById={nameById} />
        <Named choices={choices} name="area" label={own.area} kind="Area" nameById={nameById} />
        {choices.center && (
          <div class="named">
            <span class="label">{say(own.center)}</span>
            <Chip title={nameById(choices.center)} remove={() => address.set({ center: null })} />
          </div>
        )}
        <Several
          title={own.kinds}
          values={PLACED_KINDS}
          chosen={choices.kinds.length > 0 ? choices.kinds : choices.center ? PLACED_KINDS : USUAL_KINDS}
          text={(kind) => say(kindOf(kind))}
          change={(kinds) => address.set({ kinds })}
        />
        <Several
          title={own.types}
          values={TYPES}
          chosen={choices.types.length > 0 ? choices.types : TYPES}
          text={(type) => say(tieOf(type))}
          change={(types) => address.set({ types: types.length === TYPES.length ? null : types })}
        />
        <label>
          {say(own.clusters)}
          <select
            value={choices.clusters}
            onChange={(event) => address.set({ clusters: event.currentTarget.value.toLowerCase(), open: null })}
          >
            <option value="OFFICIAL">{say(own.official)}</option>
            <option value="COOPERATION">{say(own.cooperation)}</option>
          </select>
        </label>
        <label>
          {say(own.measure)}
          <select
            value={choices.measure}
            onChange={(event) => address.set({ measure: event.currentTarget.value.toLowerCase() })}
          >
            {MEASURES.map((measure) => (
              <option key={measure} value={measure}>
                {say(MEASURE_WORDS[measure])}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say(own.most)}
          <select
            value={choices.most}
            onChange={(event) => address.set({ most: event.currentTarget.value })}
          >
            {[...new Set([...MOSTS, choices.most])].sort((a, b) => a - b).map((most) => (
              <option key={most} value={most}>
                {most}
              </option>
            ))}
          </select>
        </label>
        <DaySlider choices={choices} />
        {filtered && (
          <button
            type="button"
            onClick={() => address.set(Object.fromEntries(names.map((name) => [name, null])))}
          >
            {say(own.clear)}
          </button>
        )}
      </div>
    </details>
  );
}

interface NamedProps extends FiltersProps {
  name: "networks" | "issues" | "area";
  label: Words;
  kind: string;
}

/** A filter by records, which are chosen by their names. */
function Named({ choices, name, label, kind, nameById }: NamedProps): JSX.Element {
  const { address } = choices;
  const single = name === "area";
  const ids = single ? [choices.area].filter((id) => id !== null) : choices[name];
  return (
    <div class="named">
      <SearchBox
        label={say(label)}
        kinds={[kind]}
        onPick={({ id }) => address.set({ [name]: single ? id : [...new Set([...ids, id])] })}
      />
      {ids.map((id) => (
        <Chip
          key={id}
          title={nameById(id)}
          remove={() => address.set({ [name]: ids.filter((other) => other !== id) })}
        />
      ))}
    </div>
  );
}

function Chip({ title, remove }: { title: string; remove: () => void }): JSX.Element {
  return (
    <span class="chip">
      <bdi>{title}</bdi>
      <button type="button" aria-label={say(own.remove, { name: title })} onClick={remove}>
        ×
      </button>
    </span>
  );
}

interface SeveralProps {
  title: Words;
  values: readonly string[];
  chosen: readonly string[];
  text(value: string): string;
  change(values: string[]): void;
}

/** Several of some values, as boxes that open. */
function Several({ title, values, chosen, text, change }: SeveralProps): JSX.Element {
  const id = useId();
  const [opened, setOpened] = useState(false);
  const count = chosen.length === values.length ? say(own.every) : say(own.chosen, { n: chosen.length });
  return (
    <div class="several">
      <span class="label" id={id}>
        {say(title)}
      </span>
      <details
        onKeyDown={closing}
        onFocusOut={leaving}
        onToggle={({ currentTarget }) => setOpened(currentTarget instanceof HTMLDetailsElement && currentTarget.open)}
      >
        <summary aria-describedby={id}>{count}</summary>
        {opened && (
          <fieldset aria-labelledby={id}>
            {values.map((value) => (
              <label key={value} class="check">
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={() => change(toggled(chosen, value))}
                />
                {text(value)}
              </label>
            ))}
            <button type="button" onClick={(event) => close(event.currentTarget)}>
              {say(common.close)}
            </button>
          </fieldset>
        )}
      </details>
    </div>
  );
}

function close(inside: Element): void {
  const details = inside.closest("details");
  if (!details) return;
  details.open = false;
  details.querySelector("summary")?.focus();
}

function closing(event: KeyboardEvent): void {
  if (event.key === "Escape" && event.currentTarget instanceof Element) close(event.currentTarget.firstElementChild ?? event.currentTarget);
}

function leaving(event: FocusEvent): void {
  const details = event.currentTarget;
  if (details instanceof HTMLDetailsElement && event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) {
    details.open = false;
  }
}
