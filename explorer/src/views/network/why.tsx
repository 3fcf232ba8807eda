import type { JSX } from "preact";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { EvidenceList, EvidenceParts } from "../../parts/evidence";
import { RecordLink, RecordList, SyntheticMark } from "../../parts/records";
import { Answered, Nothing } from "../../parts/states";
import { day, nameOf, say } from "../../text/language";
import type { Choices } from "./choices";
import { own } from "./words";

const FIRST = 20;
const FEW = 3;

export const WHY = graphql(`
  query WhyInPicture(
    $from: ID!, $to: ID, $first: Int!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean
  ) {
    why(from: $from, to: $to, first: $first, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      summary
      totalCount
      reasons {
        type
        summary
        since
        until
        role { id nameTh nameEn }
        synthetic
        source { id nameTh nameEn synthetic }
        target { id nameTh nameEn synthetic }
        nodes { id nameTh nameEn synthetic }
        evidence { ...EvidenceParts }
      }
    }
  }
`, [EvidenceParts]);

type Reason = NonNullable<ResultOf<typeof WHY>["why"]>["reasons"][number];

interface WhyProps {
  from: string;
  to: string | null;
  choices: Choices;
}

/** Why something is in the picture: a sentence, then reasons with the words that carry them. */
export function WhyAnswer({ from, to, choices: { scope } }: WhyProps): JSX.Element {
  const answer = useAnswer(WHY, { ...scope, from, to, first: FIRST });
  return (
    <section class="why" aria-label={say(own.why)}>
      <Answered answer={answer}>
        {({ why }) => {
          if (!why) return <Nothing>{say(own.goneWhy)}</Nothing>;
          return (
            <>
              <p class="why-summary">
                <bdi>{why.summary}</bdi>
              </p>
              {why.reasons.length === 0 && <Nothing>{say(own.noReason)}</Nothing>}
              <ol class="plain reasons-list">
                {why.reasons.map((reason, at) => (
                  <li key={`${reason.type} ${reason.source.id} ${reason.target?.id} ${at}`}>
                    <ReasonView reason={reason} open={why.reasons.length <= FEW} />
                  </li>
                ))}
              </ol>
              {why.totalCount > why.reasons.length && (
                <p class="quiet">{say(own.reasonsMore, { n: why.reasons.length, all: why.totalCount })}</p>
              )}
            </>
          );
        }}
      </Answered>
    </section>
  );
}

function ReasonView({ reason, open }: { reason: Reason; open: boolean }): JSX.Element {
  const { since, until, role } = reason;
  return (
    <>
      <p>
        <bdi>{reason.summary}</bdi>
        {reason.synthetic && <SyntheticMark />}
      </p>
      {(since || until || role) && (
        <p class="quiet">
          {[
            role && nameOf(role),
            since && say(own.since, { day: day(since) }),
            until && say(own.until, { day: day(until) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
      <p class="reason-ends">
        <RecordLink record={reason.source} />
        {reason.target && (
          <>
            {" "}
            → <RecordLink record={reason.target} />
          </>
        )}
      </p>
      {reason.nodes.length > 0 && <RecordList records={reason.nodes} />}
      {reason.evidence.length > 0 && (
        <details class="evidence-details" open={open}>
          <summary>{say(own.words, { n: reason.evidence.length })}</summary>
          <EvidenceList evidence={reason.evidence} />
        </details>
      )}
    </>
  );
}
