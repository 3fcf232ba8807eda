import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { graphql } from "../api/graphql";
import { useAnswer } from "../api/useAnswer";
import { useScope } from "../state/address";
import { kindOf } from "../text/kinds";
import { nameOf, say, words } from "../text/language";
import { type RecordRef, SyntheticMark } from "./records";

const SUGGEST = graphql(`
  query Suggest($text: String!, $kinds: [String!], $first: Int!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    search(text: $text, kinds: $kinds, first: $first, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      node { __typename id nameTh nameEn synthetic }
    }
  }
`);

const WAIT = 150;
const MOST = 10;

const own = {
  count: words("พบ {n} รายการ ใช้ลูกศรขึ้นลงเพื่อเลือก", "{n} results; choose with the arrow keys"),
  none: words("ไม่พบชื่อที่ใกล้เคียง", "No name is like this"),
};

export interface Picked extends RecordRef {
  __typename: string;
}

interface SearchBoxProps {
  label: string;
  /** Kinds to look for; all, where none are named. */
  kinds?: string[];
  /** The text to begin with. */
  text?: string;
  onPick: (record: Picked) => void;
  /** Enter, where nothing is chosen. */
  onText?: (text: string) => void;
  placeholder?: string;
}

/** A box that finds records by their names while one types; a combobox as ARIA describes it. */
export function SearchBox(props: SearchBoxProps): JSX.Element {
  const { label, kinds, onPick, onText, placeholder } = props;
  const id = useId();
  const scope = useScope();
  const [text, setText] = useState(props.text ?? "");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  useEffect(() => setText(props.text ?? ""), [props.text]);
  const sought = useLate(open ? text.trim() : "");
  const answer = useAnswer(
    SUGGEST,
    sought
      ? {
          ...scope,
          includeSynthetic: scope.includeSynthetic ?? true,
          text: sought,
          kinds: kinds ?? null,
          first: MOST,
        }
      : null,
  );
  const hits = open && sought ? (answer.data?.search ?? []).map((hit) => hit.node) : [];

  const pick = (record: Picked): void => {
    setOpen(false);
    setActive(-1);
    setText(nameOf(record));
    onPick(record);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && hits.length > 0) {
      event.preventDefault();
      setActive((active + step + hits.length) % hits.length);
    } else if (event.key === "Escape") {
      setOpen(false);
      setActive(-1);
    } else if (event.key === "Enter") {
      const chosen = hits[active];
      if (chosen) {
        event.preventDefault();
        pick(chosen);
      } else if (onText) {
        event.preventDefault();
        setOpen(false);
        onText(text.trim());
      }
    }
  };

  return (
    <div class="searchbox">
      <label for={`${id}-input`}>{label}</label>
      <input
        id={`${id}-input`}
        role="combobox"
        type="text"
        autocomplete="off"
        spellcheck={false}
        aria-autocomplete="list"
        aria-expanded={hits.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 && hits[active] ? `${id}-${active}` : undefined}
        value={text}
        placeholder={placeholder}
        maxLength={200}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
          setActive(-1);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={hits.length === 0}>
        {hits.map((record, index) => (
          // The box keeps the focus; a click comes after it would have lost it.
          <li
            key={record.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(record)}
          >
            <bdi>{nameOf(record)}</bdi>
            {record.synthetic && <SyntheticMark />}
            <span class="kind">{say(kindOf(record.__typename))}</span>
          </li>
        ))}
      </ul>
      <p class="unseen" role="status">
        {open && sought && !answer.loading && !answer.error
          ? say(hits.length > 0 ? own.count : own.none, { n: hits.length })
          : ""}
      </p>
    </div>
  );
}

/** A value once it has stood for a moment. */
function useLate(value: string): string {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), WAIT);
    return () => clearTimeout(timer);
  }, [value]);
  return late;
}
