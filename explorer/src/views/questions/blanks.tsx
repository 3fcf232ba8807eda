import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { InputField, Question, Variable } from "virtual:questions";
import type { RecordRef } from "../../parts/records";
import { type Picked, SearchBox } from "../../parts/searchbox";
import { useAddress } from "../../state/address";
import { KINDS, kindOf } from "../../text/kinds";
import { nameOf, say } from "../../text/language";
import { EMPTY, blanksOf, heldBy, read, written } from "./values";
import { own } from "./words";

type Names = ReadonlyMap<string, RecordRef>;

interface BlankProps {
  variable: Variable;
  names: Names;
}

/** How many, and how exactly: what few change. */
const isFurther = ({ type, name, many }: Variable): boolean =>
  !many && (name.startsWith("first") || name === "nearest" || name === "bounds" || type === "PurposeWeightsInput");

/** What a question leaves open, each filled by name; what is chosen stands in the address. */
export function Blanks({ question, names }: { question: Question; names: Names }): JSX.Element {
  const blanks = blanksOf(question);
  const further = blanks.filter(isFurther);
  const main = blanks.filter((one) => !isFurther(one));
  return (
    <>
    <Filled variables={blanks} names={names} />
    <form class="blanks" aria-label={say(own.blanks)} onSubmit={(event) => event.preventDefault()}>
      <div class="bar">
        {main.map((variable) => (
          <Blank key={variable.name} variable={variable} names={names} />
        ))}
      </div>
      {further.length > 0 && (
        <details>
          <summary>{say(own.further)}</summary>
          <div class="bar">
            {further.map((variable) => (
              <Blank key={variable.name} variable={variable} names={names} />
            ))}
          </div>
        </details>
      )}
    </form>
    </>
  );
}

/** What was filled in, as it stands on paper. */
function Filled({ variables, names }: { variables: readonly Variable[]; names: Names }): JSX.Element {
  const address = useAddress();
  const filled = variables.flatMap((variable) => {
    const held = heldBy(variable, address.get);
    const words = held.map((one) => {
      const value = variable.values?.[one];
      return value ? say(value) : read(one).map((id) => nameIn(names, id)).join(" – ");
    });
    return words.length > 0 ? [`${say(variable.label)}: ${words.join(", ")}`] : [];
  });
  return (
    <p class="paper-only">
      <bdi>{filled.join(" · ")}</bdi>
    </p>
  );
}

function Blank({ variable, names }: BlankProps): JSX.Element {
  const { type, many, values, fields } = variable;
  if (type === "ID") return many ? <ManyRecords variable={variable} names={names} /> : <OneRecord variable={variable} names={names} />;
  if (fields) return many ? <ManyRows variable={variable} fields={fields} names={names} /> : <Numbers variable={variable} fields={fields} />;
  if (values) return many ? <Checks variable={variable} values={values} /> : <Select variable={variable} values={values} />;
  if (type === "Boolean") return <Select variable={variable} values={{ yes: own.yes, no: own.no }} />;
  if (many) return <Checks variable={variable} values={Object.fromEntries(KINDS.map((kind) => [kind, kindOf(kind)]))} />;
  return <Plain variable={variable} />;
}

/** Sets a blank in the address; a new question begins at its first page. */
function useSet(): (name: string, value: string | readonly string[] | null) => void {
  const address = useAddress();
  return (name, value) => {
    const places = ["after", "afterEntry", "afterIssue"].map((place) => [place, null] as const);
    address.set({ ...Object.fromEntries(places), [name]: value, sort: null });
  };
}

function OneRecord({ variable, names }: BlankProps): JSX.Element {
  const address = useAddress();
  const set = useSet();
  const [held] = heldBy(variable, address.get);
  const record = held ? names.get(held) : undefined;
  const title = say(variable.label);
  return (
    <div class="blank">
      <SearchBox
        label={title}
        {...(variable.kinds?.length ? { kinds: variable.kinds } : {})}
        text={record ? nameOf(record) : (held ?? "")}
        onPick={(picked) => set(variable.name, picked.id)}
        placeholder={say(own.asDefault)}
      />
      {held && !variable.required && (
        <button type="button" aria-label={say(own.clear, { name: title })} onClick={() => set(variable.name, EMPTY)}>
          ×
        </button>
      )}
    </div>
  );
}

const MOST = 20;

function ManyRecords({ variable, names }: BlankProps): JSX.Element {
  const address = useAddress();
  const set = useSet();
  const held = heldBy(variable, address.get);
  const put = (ids: string[]): void => set(variable.name, ids.length > 0 ? ids.slice(0, MOST) : EMPTY);
  return (
    <div>
      <SearchBox
        key={held.length}
        label={say(variable.label)}
        {...(variable.kinds?.length ? { kinds: variable.kinds } : {})}
        onPick={(picked) => put([...new Set([...held, picked.id])])}
      />
      <Chips items={held.map((id) => [id, nameIn(names, id)])} onRemove={(id) => put(held.filter((other) => other !== id))} />
    </div>
  );
}

const nameIn = (names: Names, id: string): string => {
  const record = names.get(id);
  return record ? nameOf(record) : id;
};

function Chips({ items, onRemove }: { items: [string, string][]; onRemove: (key: string) => void }): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <ul class="inline chips">
      {items.map(([key, title]) => (
        <li key={key}>
          <bdi>{title}</bdi>
          <button type="button" aria-label={say(own.remove, { name: title })} onClick={() => onRemove(key)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Rows of records, such as pairs that would begin to work together. */
function ManyRows({ variable, fields, names }: BlankProps & { fields: readonly InputField[] }): JSX.Element {
  const address = useAddress();
  const set = useSet();
  const held = heldBy(variable, address.get);
  const [picked, setPicked] = useState<Record<string, Picked>>({});
  const put = (rows: string[]): void => set(variable.name, rows.length > 0 ? rows : null);
  const whole = fields.every((field) => picked[field.name]);
  return (
    <fieldset>
      <legend>{say(variable.label)}</legend>
      <div class="bar">
        {fields.map((field) => (
          <SearchBox
            key={`${field.name}-${held.length}`}
            label={say(field.label)}
            {...(field.kinds?.length ? { kinds: field.kinds } : { kinds: ["Agency"] })}
            onPick={(record) => setPicked({ ...picked, [field.name]: record })}
          />
        ))}
        <button
          type="button"
          disabled={!whole}
          onClick={() => {
            put([...new Set([...held, written(fields.map((field) => picked[field.name]?.id ?? ""))])]);
            setPicked({});
          }}
        >
          {say(own.add)}
        </button>
      </div>
      <Chips
        items={held.map((row) => [row, read(row).map((id) => nameIn(names, id)).join(" – ")])}
        onRemove={(row) => put(held.filter((other) => other !== row))}
      />
    </fieldset>
  );
}

function Select({ variable, values }: { variable: Variable; values: Record<string, { th: string; en: string }> }): JSX.Element {
  const address = useAddress();
  const set = useSet();
  return (
    <label title={variable.help}>
      {say(variable.label)}
      <select
        value={heldBy(variable, address.get)[0] ?? EMPTY}
        onChange={(event) => set(variable.name, event.currentTarget.value)}
      >
        {!variable.required && <option value={EMPTY}>{say(own.asDefault)}</option>}
        {Object.entries(values).map(([value, title]) => (
          <option key={value} value={value}>
            {say(title)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Checks({ variable, values }: { variable: Variable; values: Record<string, { th: string; en: string }> }): JSX.Element {
  const address = useAddress();
  const set = useSet();
  const held = heldBy(variable, address.get);
  const change = (value: string, on: boolean): void => {
    const next = on ? [...held, value] : held.filter((other) => other !== value);
    set(variable.name, next.length > 0 ? next : null);
  };
  return (
    <details class="checks" open={held.length > 0}>
      <summary title={variable.help}>
        {say(variable.label)} {held.length > 0 ? `(${held.length})` : `(${say(own.asDefault)})`}
      </summary>
      <fieldset>
        <legend class="unseen">{say(variable.label)}</legend>
        {Object.entries(values).map(([value, title]) => (
          <label class="check" key={value}>
            <input
              type="checkbox"
              checked={held.includes(value)}
              onChange={(event) => change(value, event.currentTarget.checked)}
            />
            {say(title)}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

/** A number, a day or a text. */
function Plain({ variable }: { variable: Variable }): JSX.Element {
  const address = useAddress();
  const set = useSet();
  const { type, name } = variable;
  const shared = {
    value: heldBy(variable, address.get)[0] ?? "",
    onChange: ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }): void =>
      set(name, value || (variable.required ? null : EMPTY)),
  };
  return (
    <label title={variable.help}>
      {say(variable.label)}
      {type === "Date" && <input type="date" {...shared} />}
      {(type === "Int" || type === "Float") && <input type="number" step={type === "Float" ? "any" : "1"} {...shared} />}
      {type === "String" && <input type="text" maxLength={200} {...shared} />}
    </label>
  );
}

/** The fields of an object, each a number. */
function Numbers({ variable, fields }: { variable: Variable; fields: readonly InputField[] }): JSX.Element {
  const address = useAddress();
  const set = useSet();
  const id = useId();
  return (
    <fieldset>
      <legend>{say(variable.label)}</legend>
      <div class="bar">
        {fields.map((field) => {
          const name = `${variable.name}.${field.name}`;
          return (
            <label key={name} for={`${id}-${field.name}`}>
              {say(field.label)}
              <input
                id={`${id}-${field.name}`}
                type="number"
                step="any"
                value={address.get(name) ?? ""}
                onChange={(event) => set(name, event.currentTarget.value || null)}
              />
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
