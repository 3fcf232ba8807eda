import type { ComponentChildren, JSX } from "preact";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { EvidenceDetails, EvidenceParts } from "../../parts/evidence";
import { GapParts } from "../../parts/gaps";
import { RecordLink, RecordList, SyntheticMark } from "../../parts/records";
import { Answered, Nothing } from "../../parts/states";
import { useAddress, useScope } from "../../state/address";
import { common } from "../../text/common";
import { type Words, day, number, say } from "../../text/language";
import { own } from "./words";

interface CardProps {
  title: Words;
  /** The view that says more, and what the link to it says. */
  more?: readonly [path: string, text: Words];
  children: ComponentChildren;
}

function Card({ title, more, children }: CardProps): JSX.Element {
  const address = useAddress();
  return (
    <section>
      <h2>{say(title)}</h2>
      {children}
      {more && (
        <p class="more">
          <a href={address.to(more[0])}>{say(more[1])}</a>
        </p>
      )}
    </section>
  );
}

const SHARED = graphql(`
  query SharedIssues($area: ID!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    sharedIssues(area: $area, first: 8, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      networkCount
      issue { id nameTh nameEn synthetic }
      networks { network { id nameTh nameEn synthetic } }
    }
  }
`);

export function SharedIssues({ area }: { area: string }): JSX.Element {
  const answer = useAnswer(SHARED, { ...useScope(), area });
  return (
    <Card title={own.sharedIssues} more={["/matrix", own.seeMatrix]}>
      <Answered answer={answer}>
        {({ sharedIssues }) =>
          sharedIssues.length === 0 ? (
            <Nothing />
          ) : (
            <ul class="plain">
              {sharedIssues.map(({ issue, networks, networkCount }) => (
                <li key={issue.id}>
                  <RecordLink record={issue} />
                  <p class="quiet">{say(own.ofNetworks, { n: networkCount })}</p>
                  <RecordList records={networks.map((one) => one.network)} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Card>
  );
}

const GAPS = graphql(`
  query StartGaps($area: ID!, $kind: GapKind!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    gaps(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      list(kinds: [$kind], area: $area, nearest: 1, first: 6) {
        totalCount
        nodes {
          ...GapParts
          node { ... on Goal { due } }
        }
      }
    }
  }
`, [GapParts]);

type Gap = NonNullable<NonNullable<ResultOf<typeof GAPS>["gaps"]>["list"]>["nodes"][number];

const GAP_CARDS = {
  PROBLEM_WITHOUT_WORK: [own.problemsWithoutWork, "/questions/problems_without_work"],
  GOAL_WITHOUT_EVIDENCE: [own.goalsDue, "/questions/goals_due_without_evidence"],
} as const;

interface GapsProps {
  area: string;
  kind: keyof typeof GAP_CARDS;
}

export function Gaps({ area, kind }: GapsProps): JSX.Element {
  const answer = useAnswer(GAPS, { ...useScope(), area, kind });
  const [title, question] = GAP_CARDS[kind];
  return (
    <Card title={title} more={[question, common.more]}>
      <Answered answer={answer}>
        {({ gaps }) => {
          const list = gaps?.list;
          if (!list || list.nodes.length === 0) return <Nothing />;
          return (
            <>
              <p class="quiet">{say(own.inAll, { n: number(list.totalCount) })}</p>
              <ul class="plain">
                {list.nodes.map((gap) => (
                  <li key={gap.node.id}>
                    <GapView gap={gap} />
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Answered>
    </Card>
  );
}

function GapView({ gap: { node, why, nearest } }: { gap: Gap }): JSX.Element {
  return (
    <>
      <RecordLink record={node} />
      {"due" in node && node.due && <span class="quiet"> {say(own.due, { day: day(node.due) })}</span>}
      <p>
        <bdi>{why}</bdi>
      </p>
      {nearest[0] && (
        <p class="quiet">
          {say(own.nearest)} <RecordLink record={nearest[0].agency} />
        </p>
      )}
    </>
  );
}

const CONDITIONS = graphql(`
  query StartConditions($asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    readiness(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      conditions(first: 10) {
        nodes {
          condition { id nameTh nameEn synthetic }
          allSynthetic
          why
          namedBy { evidence { ...EvidenceParts } }
          fulfilments { node { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
        }
      }
    }
  }
`, [EvidenceParts]);

export function Conditions(): JSX.Element {
  const answer = useAnswer(CONDITIONS, useScope());
  return (
    <Card title={own.conditions} more={["/questions/conditions_of_success", common.more]}>
      <Answered answer={answer}>
        {({ readiness }) => {
          const conditions = readiness?.conditions?.nodes ?? [];
          if (conditions.length === 0) return <Nothing />;
          return (
            <ol class="plain">
              {conditions.map(({ condition, allSynthetic, why, namedBy, fulfilments }) => (
                <li key={condition.id}>
                  <RecordLink record={condition} />
                  {allSynthetic && <SyntheticMark />}
                  <p>
                    <bdi>{why}</bdi>
                  </p>
                  <RecordList records={fulfilments.map((one) => one.node)} />
                  <EvidenceDetails
                    evidence={[...namedBy, ...fulfilments].flatMap((one) => one.evidence)}
                  />
                </li>
              ))}
            </ol>
          );
        }}
      </Answered>
    </Card>
  );
}

const SILENCE = graphql(`
  query StartSilence($area: ID!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    structure(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      isolated(area: $area, nearest: 0, first: 5) {
        silence { summary }
        nodes { why agency { id nameTh nameEn synthetic } }
      }
    }
  }
`);

export function Silence({ area }: { area: string }): JSX.Element {
  const answer = useAnswer(SILENCE, { ...useScope(), area });
  return (
    <Card title={own.silence} more={["/questions/isolated_agencies", common.more]}>
      <Answered answer={answer}>
        {({ structure }) => {
          const isolated = structure?.isolated;
          if (!isolated) return <Nothing />;
          return (
            <>
              <p>{isolated.silence.summary}</p>
              <ul class="plain">
                {isolated.nodes.map(({ agency, why }) => (
                  <li key={agency.id}>
                    <RecordLink record={agency} />
                    <p>
                      <bdi>{why}</bdi>
                    </p>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Answered>
    </Card>
  );
}
