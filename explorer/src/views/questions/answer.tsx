import type { JSX } from "preact";
import type { Field, Question } from "virtual:questions";
import { EvidenceDetails } from "../../parts/evidence";
import { Reasons } from "../../parts/reasons";
import { RecordLink, RecordList } from "../../parts/records";
import { Nothing } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { useAddress } from "../../state/address";
import { common } from "../../text/common";
import { day, number, say } from "../../text/language";
import { Picture } from "./picture";
import {
  type Item,
  type Section,
  type Value,
  basisOf,
  cellOf,
  evidenceOf,
  isEvidence,
  isItem,
  isRecord,
  isRows,
  isSentence,
  itemsOf,
  rangeOf,
  reasonsOf,
  recordsOf,
  sectionsOf,
  sentenceOf,
  shownOf,
  subjectOf,
  subjectsOf,
  wholeCount,
  wordsOf,
} from "./reading";
import { tiesOf } from "./ties";
import { own } from "./words";

/** What a question answers: sentences, picture, table; each answer by itself where there are several. */
export function AnswerView({ question, data }: { question: Question; data: Item }): JSX.Element {
  const sections = sectionsOf(data);
  return (
    <>
      {sections.map((section) => (
        <section key={section.name} class="answer">
          {sections.length > 1 && <h2>{say(section.field)}</h2>}
          <SectionView question={question} section={section} />
        </section>
      ))}
    </>
  );
}

function SectionView({ question, section }: { question: Question; section: Section }): JSX.Element {
  const { value, field } = section;
  if (value === null) return <Nothing>{say(own.noSubject)}</Nothing>;
  const lists: [string, Field, Item[]][] = Array.isArray(value)
    ? [[section.name, field, value]]
    : shownOf(value, field.type).flatMap(([name, one, rows]) => (isRows(rows) ? [[name, one, rows] as [string, Field, Item[]]] : []));
  return (
    <>
      <Sentences section={section} lists={lists} />
      <Picture ties={tiesOf(section)} />
      {isItem(value) && <Facts value={value} type={field.type} />}
      {lists.map(([name, one, rows]) => (
        <Rows key={name} name={name} caption={name === "nodes" ? say(field) : say(one)} type={one.type} rows={rows} />
      ))}
      {isItem(value) && <Pages question={question} section={section} value={value} />}
      <Basis basis={basisOf(section)} />
    </>
  );
}

const TOLD = 5;

/** The answer in sentences: how many there are, what is said of the whole, and of the first rows. */
function Sentences({ section: { value }, lists }: { section: Section; lists: [string, Field, Item[]][] }): JSX.Element {
  const [, , rows = []] = lists[0] ?? [];
  const whole = isItem(value) ? value : {};
  const total = typeof whole.totalCount === "number" ? whole.totalCount : null;
  const said = [whole.note, whole.summary, whole.why, whole.explanation, isItem(whole.silence) && whole.silence.summary];
  const told = rows.map((row) => [subjectsOf(row), sentenceOf(row)] as const).filter(([, sentence]) => sentence !== null);
  const chain = rows.length === 0 ? sentenceOf(whole) : null;
  const isEmpty = total === 0 || (total === null && rows.length === 0 && !hasFacts(whole));
  return (
    <div class="sentences">
      {isEmpty && <Nothing />}
      {rows.length > 0 && (
        <p>
          {total !== null && total > rows.length
            ? say(own.shown, { n: rows.length, all: total })
            : say(own.total, { n: total ?? rows.length })}
        </p>
      )}
      {said.map((one) => typeof one === "string" && one && <p key={one}><bdi>{one}</bdi></p>)}
      {told.length > 0 && (
        <ol>
          {told.slice(0, TOLD).map(([subjects, sentence], index) => (
            <li key={index}>
              {subjects.map((subject, at) => (
                <span key={subject.id}>
                  {at > 0 && " – "}
                  <RecordLink record={subject} />
                </span>
              ))}
              {subjects.length > 0 && ": "}
              <bdi>{sentence}</bdi>
            </li>
          ))}
        </ol>
      )}
      {chain && (
        <p>
          <bdi>{chain}</bdi>
        </p>
      )}
      {whole.truncated === true && <p class="quiet">{say(own.truncated)}</p>}
    </div>
  );
}

const hasFacts = (value: Item): boolean =>
  Object.entries(value).some(([name, one]) => name !== "basis" && name !== "pageInfo" && one !== null && typeof one === "object" && !(Array.isArray(one) && one.length === 0));

const NO_FACTS = new Set(["totalCount", "truncated", "silence", "note", "summary", "why", "explanation"]);

/** What the answer says beside its rows. */
function Facts({ value, type }: { value: Item; type: string }): JSX.Element | null {
  const facts = shownOf(value, type).filter(([name, , one]) => !NO_FACTS.has(name) && !isRows(one) && !isBlank(one));
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(([name, field, one]) => (
        <div key={name}>
          <dt>{say(field)}</dt>
          <dd>
            <Shown name={name} field={field} value={one} whole={wholeCount(name, value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const isBlank = (value: Value): boolean => value === null || value === undefined || (Array.isArray(value) && value.length === 0);

interface RowsProps {
  name: string;
  caption: string;
  type: string;
  rows: Item[];
}

function Rows({ name, caption, type, rows }: RowsProps): JSX.Element {
  return <Table name={name} caption={caption} columns={columnsOf(rows, type)} rows={rows} />;
}

/** A column for each field of which any row says something; objects of plain values are several. */
function columnsOf(rows: Item[], type: string): Column<Item>[] {
  const names = new Map<string, Field>();
  for (const row of rows) {
    for (const [name, field, value] of shownOf(row, type)) {
      if (!isBlank(value) || name === "evidence") names.set(name, field);
    }
  }
  const columns = [...names].flatMap(([name, field]) => columnsOfField(rows, name, field));
  const head = columns.find(({ key }) => rows.some((row) => isRecord(row[key]))) ?? columns[0];
  const order = ({ key }: Column<Item>): number =>
    key === head?.key ? 0 : isSentence(key) ? 1 : key === "evidence" ? 3 : 2;
  return columns.map((column) => ({ ...column, heads: column === head })).sort((a, b) => order(a) - order(b));
}

function columnsOfField(rows: Item[], name: string, field: Field): Column<Item>[] {
  const objects = rows.map((row) => row[name]).filter(isItem);
  const isFlat = objects.length > 0 && objects.every((one) => !isRecord(one) && rangeOf(one) === null && Object.values(one).every((part) => typeof part === "number"));
  if (isFlat) {
    return shownOf(objects[0] ?? {}, field.type).map(([key, inner]) => ({
      key: `${name}-${key}`,
      title: say(inner),
      cell: (row) => cellOf((row[name] as Item | null)?.[key], key, inner.type),
    }));
  }
  return [
    {
      key: name,
      title: say(field),
      cell: (row) => cellOf(row[name], name, field.type),
      show: (row) => <Shown name={name} field={field} value={row[name]} whole={wholeCount(name, row)} />,
    },
  ];
}

interface ShownProps {
  name: string;
  field: Field;
  value: Value;
  /** How many there are, where the list is cut. */
  whole?: number | null;
}

const SHORT = 3;

/** Any value: records lead to their pages, evidence opens, reasons are a picture and sentences. */
function Shown({ name, field, value, whole }: ShownProps): JSX.Element {
  if (isBlank(value)) return <span class="quiet">{name === "evidence" ? say(common.noEvidence) : "–"}</span>;
  const evidence = evidenceOf(value) ?? (isEvidence(value) ? [value] : null);
  if (evidence) return <EvidenceDetails evidence={evidence} />;
  const reasons = reasonsOf(value);
  if (reasons) return <ReasonDetails reasons={reasons} title={say(field)} />;
  const records = recordsOf(value);
  if (records) {
    return (
      <>
        {records.some((one) => extrasOf(one).length > 0) ? <Nested items={records} type={field.type} /> : <RecordList records={records} />}
        {whole != null && <span class="quiet">{say(own.shown, { n: records.length, all: whole })}</span>}
      </>
    );
  }
  const items = itemsOf(value);
  if (items) {
    if (items.length <= SHORT) return <Nested items={items} type={field.type} />;
    return (
      <details>
        <summary>{say(own.items, { n: whole ?? items.length })}</summary>
        <Nested items={items} type={field.type} />
      </details>
    );
  }
  if (Array.isArray(value)) return <>{value.map((one) => wordsOf(one, name, field.type)).join(", ")}</>;
  if (isItem(value)) return rangeOf(value) !== null ? <>{rangeOf(value)}</> : <ItemView item={value} type={field.type} />;
  const text = wordsOf(value, name, field.type);
  return field.type === "String" ? <bdi>{text}</bdi> : <>{text}</>;
}

function ReasonDetails({ reasons, title }: { reasons: NonNullable<ReturnType<typeof reasonsOf>>; title: string }): JSX.Element {
  return (
    <details>
      <summary>
        {title} ({number(reasons.length)})
      </summary>
      <Reasons reasons={reasons} />
    </details>
  );
}

function Nested({ items, type }: { items: Item[]; type: string }): JSX.Element {
  return (
    <ul class="plain nested">
      {items.map((item, index) => (
        <li key={index}>
          <ItemView item={item} type={type} />
        </li>
      ))}
    </ul>
  );
}

/** Of a record that is more than its name: the rest. */
const extrasOf = (record: Item): [string, Field, Value][] =>
  shownOf(record, String(record.__typename)).filter(([name, , one]) => !["nameTh", "nameEn", "synthetic"].includes(name) && !isBlank(one));

function ItemView({ item, type }: { item: Item; type: string }): JSX.Element {
  const subject = subjectOf(item);
  const rest = isRecord(item) ? extrasOf(item) : shownOf(item, type).filter(([, , one]) => one !== subject && !isBlank(one));
  return (
    <>
      {subject && <RecordLink record={subject} />}
      {subject && !isRecord(item) && extrasOf(subject).length > 0 && <Parts parts={extrasOf(subject)} of={subject} />}
      {rest.length > 0 && <Parts parts={rest} of={item} />}
    </>
  );
}

function Parts({ parts, of }: { parts: [string, Field, Value][]; of: Item }): JSX.Element {
  return (
    <dl class="parts">
      {parts.map(([name, field, value]) => (
        <div key={name}>
          {!isSentence(name) && !evidenceOf(value) && !reasonsOf(value) ? <dt>{say(field)}</dt> : <dt class="unseen">{say(field)}</dt>}
          <dd>
            <Shown name={name} field={field} value={value} whole={wholeCount(name, of)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The way to the next page, where there is one, and back to the first. */
function Pages({ question, section, value }: { question: Question; section: Section; value: Item }): JSX.Element | null {
  const address = useAddress();
  const place = question.pages[section.name];
  const info = isItem(value.pageInfo) ? value.pageInfo : null;
  if (!place || !info) return null;
  const here = `/questions/${question.name}`;
  const others = Object.fromEntries(question.variables.map(({ name }) => [name, address.get(name)] as const));
  const scope = { asOf: address.get("asOf"), datasets: address.get("datasets") };
  return (
    <p class="actions">
      {address.get(place) && <a href={address.to(here, { ...others, ...scope, [place]: null })}>{say(own.first)}</a>}{" "}
      {info.hasNextPage === true && (
        <a rel="next" href={address.to(here, { ...others, ...scope, [place]: String(info.endCursor) })}>
          {say(own.next)}
        </a>
      )}
    </p>
  );
}

/** What an answer rests on: its day, the revision, and whether what is invented counts. */
export function Basis({ basis }: { basis: Item | null }): JSX.Element | null {
  if (!basis) return null;
  return (
    <p class="basis quiet">
      {say(own.basis, { day: day(String(basis.asOf)), revision: String(basis.revision) })} ·{" "}
      {say(basis.includeSynthetic ? own.withSynthetic : own.withoutSynthetic)}
      {basis.syntheticLeftOut === true && ` (${say(own.leftOut)})`}
    </p>
  );
}
