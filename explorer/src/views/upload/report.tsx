import type { JSX } from "preact";
import gaps from "virtual:gaps";
import type { Answers, Change, Counts, Difference, Problem, Report } from "../../api/loading";
import { useNames } from "../../parts/names";
import { recordPath } from "../../parts/records";
import { type Column, Table } from "../../parts/table";
import { useAddress } from "../../state/address";
import { KINDS, kindOf } from "../../text/kinds";
import { type Words, nameOf, number, say } from "../../text/language";
import { own } from "./words";

/** What a check says: what is wrong, what would change, and what that does to the answers. */
export function ReportView({ report }: { report: Report }): JSX.Element {
  const { problems, notes, records, relationships, answers, changes } = report;
  return (
    <>
      <p role="status" class={problems.length > 0 ? "verdict wrong" : "verdict"}>
        {problems.length > 0 ? say(own.wrong, { n: problems.length }) : say(own.right)}
      </p>
      <Problems name="problems" title={own.problems} problems={problems} />
      <Problems name="notes" title={own.notes} problems={notes} />
      {records && relationships && (
        <>
          <h3>{say(own.would)}</h3>
          <CountsTable records={records} relationships={relationships} />
          <Changes changes={changes} known={answers?.names ?? {}} />
        </>
      )}
      {answers && <AnswersView answers={answers} />}
    </>
  );
}

/** Problems, a table for each sheet. */
function Problems({ name, title, problems }: { name: string; title: Words; problems: readonly Problem[] }): JSX.Element {
  const sheets = [...Map.groupBy(problems, (one) => one.sheet ?? one.file)];
  const columns: Column<Problem>[] = [
    { key: "row", title: say(own.row), cell: ({ row }) => row },
    { key: "column", title: say(own.column), cell: ({ column }) => column, show: ({ column }) => <bdi>{column ?? "–"}</bdi> },
    { key: "cell", title: say(own.cell), cell: ({ cell }) => cell, show: ({ cell }) => cell ?? "–" },
    { key: "value", title: say(own.value), cell: ({ value }) => value, show: ({ value }) => <bdi>{value ?? "–"}</bdi> },
    { key: "message", title: say(own.message), cell: ({ message }) => message, show: ({ message }) => <bdi>{message}</bdi>, heads: true },
    { key: "file", title: say(own.file), cell: ({ file }) => file, show: ({ file }) => <bdi>{file}</bdi> },
  ];
  return (
    <>
      {sheets.map(([sheet, rows], index) => (
        <Table key={sheet} name={`${name}${index}`} caption={say(title, { sheet })} columns={columns} rows={rows} />
      ))}
    </>
  );
}

const ACTIONS = ["created", "updated", "unchanged", "removed"] as const;

function CountsTable({ records, relationships }: { records: Counts; relationships: Counts }): JSX.Element {
  const rows = [
    [own.records, records],
    [own.relationships, relationships],
  ] as const;
  return (
    <table class="counted">
      <caption class="unseen">{say(own.would)}</caption>
      <thead>
        <tr>
          <td />
          {ACTIONS.map((action) => (
            <th key={action} scope="col">
              {say(own[action])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([title, counts]) => (
          <tr key={title.en}>
            <th scope="row">{say(title)}</th>
            {ACTIONS.map((action) => (
              <td key={action}>{number(counts[action])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MOST = 200;

function Changes({ changes, known }: { changes: readonly Change[]; known: Record<string, string> }): JSX.Element | null {
  const stated = new Map(changes.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));
  const ends = changes.flatMap(({ from, to }) => [from, to]).filter((id) => id !== null);
  const recorded = useNames(ends.filter((id) => !stated.has(id) && !known[id]));
  const named = (id: string | null): string => {
    const record = id ? recorded.get(id) : undefined;
    return id ? (stated.get(id) ?? known[id] ?? (record ? nameOf(record) : id)) : "";
  };
  const what = ({ id, name, from, to }: Change): string => (from ? `${named(from)} → ${named(to)}` : (name ?? id));
  const kind = ({ kind: one }: Change): string =>
    KINDS.includes(one) ? say(kindOf(one)) : one.toLowerCase().replaceAll("_", " ");
  const columns: Column<Change>[] = [
    { key: "what", title: say(own.what), cell: what, show: (change) => <bdi>{what(change)}</bdi>, heads: true },
    { key: "action", title: say(own.action), cell: ({ action }) => say(own[action]) },
    { key: "kind", title: say(own.kind), cell: kind },
    { key: "values", title: say(own.values), cell: valuesOf, show: (change) => <bdi>{valuesOf(change)}</bdi> },
  ];
  if (changes.length === 0) return null;
  return (
    <details>
      <summary>
        {say(own.changes)} ({number(changes.length)})
      </summary>
      {changes.length > MOST && <p class="quiet">{say(own.changesCut, { n: MOST, all: changes.length })}</p>}
      <Table name="changes" caption={say(own.changes)} columns={columns} rows={changes.slice(0, MOST)} />
    </details>
  );
}

/** What was other before: only of what is there already. */
function valuesOf({ action, before, after }: Change): string {
  if (action !== "updated") return "";
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.map((name) => `${name}: ${plain(before[name])} → ${plain(after[name])}`).join("; ");
}

const plain = (value: unknown): string =>
  value === null || value === undefined ? "–" : typeof value === "object" ? JSON.stringify(value) : String(value);

/** New partners, gaps, brokers, candidates: what the answers would be after the load. */
function AnswersView({ answers }: { answers: Answers }): JSX.Element {
  const { partners, brokers, candidates, names } = answers;
  const named = (id: string): string => names[id] ?? id;
  const pair = (row: string[]): string => row.map(named).join(" – ");
  const gap = ([kind = "", id = ""]: string[]): string => `${gaps[kind] ? say(gaps[kind]) : kind}: ${named(id)}`;
  const broker = ([one = "", other = "", agency = ""]: string[]): string =>
    `${named(agency)} (${named(one)} – ${named(other)})`;
  const lists = [
    ...bothWays(partners, own.partnersCome, own.partnersGone, pair),
    ...bothWays(answers.gaps, own.gapsCome, own.gapsGone, gap),
    ...bothWays(brokers, own.brokersCome, own.brokersGone, broker),
    {
      title: say(own.candidates, { n: candidates.length }),
      count: candidates.length,
      items: candidates.map(({ agency, before, after }) =>
        say(own.best, { agency: named(agency), before: listOf(before, named), after: listOf(after, named) }),
      ),
    },
  ].filter(({ count }) => count > 0);
  return (
    <>
      <h3>{say(own.answers)}</h3>
      {lists.length === 0 && <p>{say(own.answersSame)}</p>}
      {lists.map(({ title, items }) => (
        <section key={title}>
          <h4>{title}</h4>
          <ul>
            {items.map((item) => (
              <li key={item}>
                <bdi>{item}</bdi>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

const listOf = (ids: readonly string[], named: (id: string) => string): string =>
  ids.map(named).join(", ") || say(own.nobody);

function bothWays(difference: Difference | null, come: Words, gone: Words, row: (ids: string[]) => string) {
  if (!difference) return [];
  return [
    { title: say(come, { n: difference.comeCount }), count: difference.comeCount, items: difference.come.map(row) },
    { title: say(gone, { n: difference.goneCount }), count: difference.goneCount, items: difference.gone.map(row) },
  ];
}

const MOST_NEW = 30;

/** The records that are there now, each with its page. */
export function NewRecords({ changes }: { changes: readonly Change[] }): JSX.Element | null {
  const address = useAddress();
  const fresh = changes.filter(({ action, from, kind }) => action === "created" && !from && KINDS.includes(kind) && kind !== "Evidence");
  if (fresh.length === 0) return null;
  return (
    <>
      <h3>
        {say(own.newRecords)} ({number(fresh.length)})
      </h3>
      <ul class="inline">
        {fresh.slice(0, MOST_NEW).map(({ id, name, kind }) => (
          <li key={id}>
            <a href={address.to(recordPath(id))}>
              <bdi>{name ?? id}</bdi>
            </a>{" "}
            <span class="kind">{say(kindOf(kind))}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
