import type { JSX } from "preact";
import { graphql, type ResultOf } from "../api/graphql";
import { common } from "../text/common";
import { day, nameOf, say } from "../text/language";
import { RecordLink, SyntheticMark } from "./records";

/** What a view selects of evidence. */
export const EvidenceParts = graphql(`
  fragment EvidenceParts on Evidence @_unmask {
    id
    phrase
    synthetic
    source { id nameTh nameEn synthetic published }
    saidBy { id nameTh nameEn synthetic }
  }
`);

export type EvidenceRef = ResultOf<typeof EvidenceParts>;

/** The words that carry a fact, each with its source and who said it, when. */
export function EvidenceList({ evidence }: { evidence: readonly EvidenceRef[] }): JSX.Element {
  if (evidence.length === 0) return <p class="nothing">{say(common.noEvidence)}</p>;
  return (
    <ul class="evidence">
      {evidence.map((one) => (
        <li key={one.id} data-source={sourceOf(one)}>
          {one.phrase ? (
            <blockquote lang="th">
              <bdi>{one.phrase}</bdi>
            </blockquote>
          ) : (
            <p>{say(common.noWords)}</p>
          )}
          {one.synthetic && <SyntheticMark />}
          <EvidenceOrigin evidence={one} />
        </li>
      ))}
    </ul>
  );
}

/** The source in one line, as an endnote has it. */
function sourceOf({ source, saidBy, synthetic }: EvidenceRef): string {
  const parts = [
    source && nameOf(source),
    source?.published && day(source.published),
    saidBy && `${say(common.saidBy)}: ${nameOf(saidBy)}`,
    synthetic && `(${say(common.synthetic)})`,
  ];
  return parts.filter(Boolean).join(" · ") || say(common.noSource);
}

function EvidenceOrigin({ evidence: { source, saidBy } }: { evidence: EvidenceRef }): JSX.Element {
  return (
    <dl class="origin">
      {source && (
        <div>
          <dt>{say(common.source)}</dt>
          <dd>
            <RecordLink record={source} />
            {source.published && ` · ${day(source.published)}`}
          </dd>
        </div>
      )}
      {saidBy && (
        <div>
          <dt>{say(common.saidBy)}</dt>
          <dd>
            <RecordLink record={saidBy} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Evidence that opens with one click or key. */
export function EvidenceDetails({ evidence }: { evidence: readonly EvidenceRef[] }): JSX.Element {
  return (
    <details class="evidence-details">
      <summary>
        {say(common.evidence)} ({evidence.length})
      </summary>
      <EvidenceList evidence={evidence} />
    </details>
  );
}
