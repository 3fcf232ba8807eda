import type { JSX } from "preact";
import { RecordLink, recordPath, SyntheticMark } from "../../parts/records";
import { kindOf } from "../../text/kinds";
import { nameOf, say, type Words } from "../../text/language";
import { type Choices, toggled } from "./choices";
import { CLUSTER, linesBetween, type Mark, type Picture } from "./model";
import { isOrganisation } from "./path";
import { tieOf } from "./ties";
import { WhyAnswer } from "./why";
import { own } from "./words";

interface ChosenProps {
  picture: Picture;
  choices: Choices;
}

/** What is chosen, and why: a mark, or what stands between two. */
export function Chosen({ picture, choices }: ChosenProps): JSX.Element {
  const [first, second] = choices.chosen;
  if (first === undefined) return <p class="quiet pick-first">{say(own.pickFirst)}</p>;
  if (second !== undefined) return <Pair picture={picture} choices={choices} a={first} b={second} />;
  const mark = picture.byId.get(first);
  return (
    <div class="chosen-panel">
      {mark && <MarkHead mark={mark} />}
      {mark && <MarkActions mark={mark} picture={picture} choices={choices} />}
      <WhyAnswer from={first} to={null} choices={choices} />
      <Next choices={choices} id={first} mark={mark} />
    </div>
  );
}

function MarkHead({ mark }: { mark: Mark }): JSX.Element {
  return (
    <>
      <h3>
        <bdi>{nameOf(mark)}</bdi>
        {mark.synthetic && <SyntheticMark />}
      </h3>
      <p class="kind">
        {mark.kind === CLUSTER ? `${say(own.cluster)} · ${say(own.records, { n: mark.count })}` : say(kindOf(mark.kind))}
        {" · "}
        {say(own.ties, { n: mark.ties.length })}
      </p>
    </>
  );
}

function MarkActions({ mark, picture, choices }: ChosenProps & { mark: Mark }): JSX.Element {
  const { address, open, expand, collapse, path } = choices;
  const cluster = picture.clusterOf.get(mark.cluster ?? "");
  return (
    <p class="mark-actions">
      {!mark.id.startsWith("cluster:") && <a href={address.to(recordPath(mark.id))}>{say(own.openRecord)}</a>}
      {mark.kind === CLUSTER ? (
        <button type="button" class="primary" onClick={() => address.set({ open: toggled(open, mark.id) })}>
          {say(own.openCluster)}
        </button>
      ) : (
        <>
          <button type="button" aria-pressed={expand.includes(mark.id)} onClick={() => address.set({ expand: toggled(expand, mark.id) })}>
            {say(expand.includes(mark.id) ? own.unexpand : own.expand)}
          </button>
          <button type="button" aria-pressed={collapse.includes(mark.id)} onClick={() => address.set({ collapse: toggled(collapse, mark.id) })}>
            {say(collapse.includes(mark.id) ? own.uncollapse : own.collapse)}
          </button>
        </>
      )}
      {cluster && open.includes(cluster.id) && (
        <button type="button" onClick={() => address.set({ open: toggled(open, cluster.id) })}>
          {say(own.closeCluster, { name: nameOf(cluster) })}
        </button>
      )}
      {isOrganisation(mark.id) && (
        <button
          type="button"
          onClick={() =>
            path.length === 1 && path[0] !== mark.id
              ? address.set({ path: [...path, mark.id], tab: "path" })
              : address.set({ path: [mark.id], tab: "path" })
          }
        >
          {say(path.length === 1 && path[0] !== mark.id ? own.pathTo : own.pathFrom)}
        </button>
      )}
    </p>
  );
}

function Pair({ picture, choices, a, b }: ChosenProps & { a: string; b: string }): JSX.Element {
  const [from, to] = [picture.byId.get(a), picture.byId.get(b)];
  const lines = from && to ? linesBetween(picture, from, to) : [];
  return (
    <div class="chosen-panel">
      {from && to && (
        <>
          <h3>
            <bdi>{nameOf(from)}</bdi> – <bdi>{nameOf(to)}</bdi>
          </h3>
          <ul class="plain">
            {lines.map((line) => (
              <li key={line.at} class="kind">
                {say(tieOf(line.type, line.target === from.at))}
                {line.count > 1 && ` (${line.count})`}
                {line.synthetic && <SyntheticMark />}
              </li>
            ))}
          </ul>
          <p class="mark-actions">
            {[from, to].map(
              (mark) => !mark.id.startsWith("cluster:") && <RecordLink key={mark.id} record={mark} />,
            )}
          </p>
        </>
      )}
      <WhyAnswer from={a} to={b} choices={choices} />
      <h3>{say(own.next)}</h3>
      <ul class="plain">
        {isOrganisation(a) && isOrganisation(b) && (
          <li>
            <a href={choices.address.to("/questions/how_linked", { from: a, to: b })}>{say(own.nextPair)}</a>
          </li>
        )}
        <li>
          <GapsButton choices={choices} />
        </li>
      </ul>
    </div>
  );
}

interface NextProps {
  choices: Choices;
  id: string;
  mark: Mark | undefined;
}

/** After the picture comes what to do: questions that begin at this record. */
function Next({ choices, id, mark }: NextProps): JSX.Element {
  const { address } = choices;
  const questions = QUESTIONS[mark?.kind ?? ""] ?? [];
  return (
    <>
      <h3>{say(own.next)}</h3>
      <ul class="plain">
        {mark?.kind === "Agency" && (
          <li>
            <a href={address.to(recordPath(id))}>{say(own.nextPartners)}</a>
          </li>
        )}
        {questions.map(([question, variable, text]) => (
          <li key={question}>
            <a href={address.to(`/questions/${question}`, { [variable]: id })}>{say(text)}</a>
          </li>
        ))}
        <li>
          <GapsButton choices={choices} />
        </li>
        <li>
          <a href={address.to("/questions")}>{say(own.nextQuestions)}</a>
        </li>
      </ul>
    </>
  );
}

const GapsButton = ({ choices }: { choices: Choices }): JSX.Element => (
  <button type="button" onClick={() => choices.address.set({ tab: "gaps" })}>
    {say(own.nextGaps)}
  </button>
);

/** Questions that take a record of a kind: their names, and the variable that takes it. */
const QUESTIONS: Record<string, readonly [string, string, Words][]> = {
  Network: [
    ["issues_missing_from_network", "network", own.nextMissing],
    ["isolated_agencies", "network", own.nextIsolated],
  ],
  Issue: [["shared_issues", "issue", own.nextShared]],
  Problem: [["good_deeds_for_problem", "problem", own.nextProblem]],
};
