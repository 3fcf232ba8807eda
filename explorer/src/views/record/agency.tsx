import type { JSX } from "preact";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { EvidenceDetails, EvidenceParts, type EvidenceRef } from "../../parts/evidence";
import { RecordLink, type RecordRef } from "../../parts/records";
import { Answered, Nothing } from "../../parts/states";
import { useScope } from "../../state/address";
import { type Words, say } from "../../text/language";
import { Partners } from "./partners";
import { own } from "./words";

const AGENCY = graphql(`
  query Agency($id: ID!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    agency(id: $id, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      networks(first: 20) {
        edges { node { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
      }
      problems(first: 30) {
        edges { node { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
      }
      goodDeeds(first: 30) {
        edges { node { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
      }
      goals(first: 30) {
        edges { node { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
      }
      mechanisms(first: 30) {
        edges { node { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
      }
      moralCapitals(first: 30) {
        edges { node { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
      }
      seeksLinkWith(first: 30) {
        edges { node { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
      }
      collaboratesWith(first: 50) {
        edges { node { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
      }
    }
  }
`, [EvidenceParts]);

type AgencyData = NonNullable<ResultOf<typeof AGENCY>["agency"]>;

const SHOWN: readonly [keyof AgencyData, Words][] = [
  ["networks", own.member],
  ["problems", own.problems],
  ["goodDeeds", own.goodDeeds],
  ["goals", own.goals],
  ["mechanisms", own.mechanisms],
  ["moralCapitals", own.capitals],
  ["seeksLinkWith", own.seeks],
  ["collaboratesWith", own.partners],
];

/** What only an agency has: its agenda, and whom it could work with. */
export function Agency({ id }: { id: string }): JSX.Element {
  const scope = useScope();
  const includeSynthetic = scope.includeSynthetic ?? true;
  const answer = useAnswer(AGENCY, { ...scope, includeSynthetic, id });
  return (
    <>
      <Partners id={id} />
      <section>
        <h2>{say(own.wants)}</h2>
        <Answered answer={answer}>
          {({ agency }) => (
            <div class="cards">
              {agency && SHOWN.map(([name, title]) => (
                <Related key={name} title={title} edges={agency[name].edges} />
              ))}
            </div>
          )}
        </Answered>
      </section>
    </>
  );
}

interface RelatedProps {
  title: Words;
  edges: readonly { node: RecordRef; evidence: readonly EvidenceRef[] }[];
}

/** Records that a relationship leads to, each with what carries it. */
function Related({ title, edges }: RelatedProps): JSX.Element {
  return (
    <section>
      <h3>{say(title)}</h3>
      {edges.length === 0 && <Nothing />}
      <ul class="plain">
        {edges.map(({ node, evidence }) => (
          <li key={node.id}>
            <RecordLink record={node} />
            {evidence.length > 0 && <EvidenceDetails evidence={evidence} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
