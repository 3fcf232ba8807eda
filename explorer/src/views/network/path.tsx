import type { JSX } from "preact";
import { EvidenceDetails } from "../../parts/evidence";
import { Reasons } from "../../parts/reasons";
import { RecordLink, RecordList } from "../../parts/records";
import { SearchBox } from "../../parts/searchbox";
import { Answered, Nothing } from "../../parts/states";
import type { Answer } from "../../api/useAnswer";
import type { ResultOf } from "../../api/graphql";
import { nameOf, say } from "../../text/language";
import type { Choices } from "./choices";
import type { PATH } from "./documents";
import { own } from "./words";

export type PathData = ResultOf<typeof PATH>;

/** Whether a path can lead from or to a record. */
export const isOrganisation = (id: string): boolean => /^(agency|network):/.test(id);

/** Ids along the path that an answer tells. */
export function alongPath(data: PathData | null): string[] {
  const steps = data?.linkage?.path?.steps ?? [];
  const first = steps[0]?.from.id;
  return first === undefined ? [] : [first, ...steps.map((step) => step.to.id)];
}

interface PathViewProps {
  choices: Choices;
  answer: Answer<PathData>;
  nameById(id: string): string;
}

/** How one gets from one organisation to another, step by step. */
export function PathView({ choices, answer, nameById }: PathViewProps): JSX.Element {
  const { address, path } = choices;
  const [from, to] = path;
  const end = (place: 0 | 1, id: string): void => {
    const ends = [from ?? "", to ?? ""];
    ends[place] = id;
    address.set({ path: ends.filter(Boolean) });
  };
  return (
    <div class="path">
      <SearchBox
        label={say(own.from)}
        kinds={["Agency", "Network"]}
        text={from ? nameById(from) : ""}
        onPick={(record) => end(0, record.id)}
      />
      <SearchBox
        label={say(own.to)}
        kinds={["Agency", "Network"]}
        text={to ? nameById(to) : ""}
        onPick={(record) => end(1, record.id)}
      />
      {path.length > 0 && (
        <p>
          <button type="button" onClick={() => address.set({ path: null })}>
            {say(own.clearPath)}
          </button>
        </p>
      )}
      {path.length < 2 ? (
        <p class="quiet">{say(own.pathPick)}</p>
      ) : path.every(isOrganisation) ? (
        <Answered answer={answer}>{(data) => <PathTold data={data} />}</Answered>
      ) : (
        <Nothing>{say(own.pathNotOrganisation)}</Nothing>
      )}
    </div>
  );
}

function PathTold({ data: { linkage } }: { data: PathData }): JSX.Element {
  if (!linkage) return <Nothing>{say(own.goneWhy)}</Nothing>;
  return (
    <>
      {linkage.path ? (
        <>
          <p role="status">
            {say(own.pathTold, {
              from: nameOf(linkage.from),
              to: nameOf(linkage.to),
              n: linkage.path.length,
            })}
          </p>
          <ol>
            {linkage.path.steps.map((step) => (
              <li key={step.from.id}>
                <RecordLink record={step.from} /> →{" "}
                <RecordLink record={step.to} />
                <p class="quiet">
                  {step.kinds.map((kind) => say(kind === "COLLABORATION" ? own.together : own.sameWork)).join(" · ")}
                </p>
                {step.through.length > 0 && (
                  <>
                    <span class="quiet">{say(own.through)}</span> <RecordList records={step.through} />
                  </>
                )}
                {step.evidence.length > 0 && <EvidenceDetails evidence={step.evidence} />}
              </li>
            ))}
          </ol>
        </>
      ) : (
        <Nothing>{say(own.pathNone)}</Nothing>
      )}
      {linkage.reasons.length > 0 && (
        <>
          <h3>{say(own.nearerReasons)}</h3>
          <Reasons reasons={linkage.reasons} />
        </>
      )}
    </>
  );
}
