import type { JSX } from "preact";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { EvidenceDetails, EvidenceParts } from "../../parts/evidence";
import { RecordLink, RecordList, SyntheticMark } from "../../parts/records";
import { SearchBox } from "../../parts/searchbox";
import { Answered, Nothing } from "../../parts/states";
import { useAddress, useScope } from "../../state/address";
import { common } from "../../text/common";
import { day, nameOf, number, say } from "../../text/language";
import { own } from "./words";

const PROVINCE = graphql(`
  query Province($asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    networks(first: 1, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      nodes { area { id } }
    }
  }
`);

const PROFILE = graphql(`
  query Profile($area: ID!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    overview(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      areaProfile(area: $area) {
        basis { asOf revision syntheticLeftOut }
        area { id nameTh nameEn synthetic }
        counts { networks agencies issues problems goodDeeds goals mechanisms moralCapitals }
      }
    }
    networks(first: 30, where: { area: { some: { id: { eq: $area } } } }, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      totalCount
      nodes {
        id nameTh nameEn synthetic
        evidence { ...EvidenceParts }
        agencies(first: 0) { totalCount }
      }
    }
    sharedIssues(area: $area, first: 8, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      networkCount
      issue { id nameTh nameEn synthetic }
      networks { network { id nameTh nameEn synthetic } agencyCount }
    }
    gaps(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      problems: list(kinds: [PROBLEM_WITHOUT_WORK], area: $area, nearest: 1, first: 6) {
        totalCount
        nodes {
          why
          node { id nameTh nameEn synthetic }
          nearest { agency { id nameTh nameEn synthetic } }
        }
      }
      goals: list(kinds: [GOAL_WITHOUT_EVIDENCE], area: $area, nearest: 1, first: 6) {
        totalCount
        nodes {
          why
          node { id nameTh nameEn synthetic ... on Goal { due } }
          nearest { agency { id nameTh nameEn synthetic } }
        }
      }
    }
    readiness(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      conditions(first: 10) {
        totalCount
        nodes {
          condition { id nameTh nameEn synthetic }
          missing
          allSynthetic
          why
          namedBy { evidence { ...EvidenceParts } }
          fulfilments { node { id nameTh nameEn synthetic } synthetic evidence { ...EvidenceParts } }
        }
      }
    }
    structure(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      isolated(area: $area, nearest: 0, first: 5) {
        totalCount
        silence { members spoke silent summary }
        nodes { why agency { id nameTh nameEn synthetic } }
      }
    }
  }
`, [EvidenceParts]);

type Profile = ResultOf<typeof PROFILE>;

/** A province at a glance: what is there, what is missing, and where to go from here. */
export function Start(): JSX.Element {
  const address = useAddress();
  const scope = useScope();
  const named = address.get("area");
  const province = useAnswer(PROVINCE, named ? null : scope);
  const area = named ?? province.data?.networks.nodes[0]?.area?.id ?? null;
  const answer = useAnswer(PROFILE, area ? { ...scope, area } : null);
  if (!named && province.data && !area) return <Empty />;
  return (
    <article class="start">
      {!named && province.error ? (
        <Answered answer={province}>{() => null}</Answered>
      ) : (
        <Answered answer={{ ...answer, loading: answer.loading || province.loading }}>
          {(data) => <ProfileView data={data} />}
        </Answered>
      )}
    </article>
  );
}

function Empty(): JSX.Element {
  const address = useAddress();
  return (
    <article class="start">
      <h1>{say(own.title)}</h1>
      <Nothing>{say(own.empty)}</Nothing>
      <p>
        <a href={address.to("/upload")}>{say(common.upload)}</a>
      </p>
    </article>
  );
}

function ProfileView({ data }: { data: Profile }): JSX.Element {
  const address = useAddress();
  const profile = data.overview?.areaProfile;
  return (
    <>
      <hgroup>
        <h1>
          {profile ? <bdi>{nameOf(profile.area)}</bdi> : say(common.gone, { id: address.get("area") ?? "" })}
        </h1>
        <p>{say(own.lead)}</p>
      </hgroup>
      <div class="bar">
        <SearchBox
          label={say(own.findPartner)}
          kinds={["Agency"]}
          onPick={(record) => address.go(`/record/${record.id}`, {})}
          placeholder={say(own.agencyName)}
        />
        <SearchBox
          label={say(own.otherArea)}
          kinds={["Area"]}
          onPick={(record) => address.set({ area: record.id })}
        />
      </div>
      {profile && <Counts counts={profile.counts} />}
      <div class="cards">
        <Networks data={data} />
        <SharedIssues data={data} />
        <GapCard title={say(own.problemsWithoutWork)} question="problems_without_work" page={data.gaps?.problems} />
        <GapCard title={say(own.goalsDue)} question="goals_due_without_evidence" page={data.gaps?.goals} />
        <Conditions data={data} />
        <Silence data={data} />
      </div>
    </>
  );
}

type AreaCounts = NonNullable<NonNullable<Profile["overview"]>["areaProfile"]>["counts"];

function Counts({ counts }: { counts: AreaCounts }): JSX.Element {
  const shown = [
    [common.networks, counts.networks],
    [common.agencies, counts.agencies],
    [common.issues, counts.issues],
    [own.problems, counts.problems],
    [own.goodDeeds, counts.goodDeeds],
    [own.goals, counts.goals],
    [own.mechanisms, counts.mechanisms],
    [own.capitals, counts.moralCapitals],
  ] as const;
  return (
    <dl class="counts">
      {shown.map(([title, count]) => (
        <div key={title.en}>
          <dt>{say(title)}</dt>
          <dd>{count === null ? "–" : number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Networks({ data: { networks } }: { data: Profile }): JSX.Element {
  const address = useAddress();
  return (
    <section>
      <h2>{say(common.networks)}</h2>
      {networks.nodes.length === 0 && <Nothing />}
      <ul class="plain">
        {networks.nodes.map((network) => (
          <li key={network.id}>
            <RecordLink record={network} />{" "}
            <span class="quiet">{say(own.members, { n: network.agencies.totalCount })}</span>
            <EvidenceDetails evidence={network.evidence} />
          </li>
        ))}
      </ul>
      <p>
        <a href={address.to("/network")}>{say(own.seePicture)}</a>
      </p>
    </section>
  );
}

function SharedIssues({ data }: { data: Profile }): JSX.Element {
  const address = useAddress();
  return (
    <section>
      <h2>{say(own.sharedIssues)}</h2>
      {data.sharedIssues.length === 0 && <Nothing />}
      <ul class="plain">
        {data.sharedIssues.map(({ issue, networks, networkCount }) => (
          <li key={issue.id}>
            <RecordLink record={issue} />
            <p class="quiet">{say(own.ofNetworks, { n: networkCount })}</p>
            <RecordList records={networks.map((one) => one.network)} />
          </li>
        ))}
      </ul>
      <p>
        <a href={address.to("/matrix")}>{say(own.seeMatrix)}</a>
      </p>
    </section>
  );
}

type GapPage = NonNullable<Profile["gaps"]>["problems"];

interface GapCardProps {
  title: string;
  question: string;
  page: GapPage | undefined;
}

function GapCard({ title, question, page }: GapCardProps): JSX.Element {
  const address = useAddress();
  return (
    <section>
      <h2>
        {title} <span class="quiet">({number(page?.totalCount ?? 0)})</span>
      </h2>
      {(page?.nodes.length ?? 0) === 0 && <Nothing />}
      <ul class="plain">
        {page?.nodes.map((gap) => (
          <li key={gap.node.id}>
            <RecordLink record={gap.node} />
            {"due" in gap.node && typeof gap.node.due === "string" && (
              <span class="quiet"> {say(own.due, { day: day(gap.node.due) })}</span>
            )}
            <p>
              <bdi>{gap.why}</bdi>
            </p>
            {gap.nearest[0] && (
              <p class="quiet">
                {say(own.nearest)} <RecordLink record={gap.nearest[0].agency} />
              </p>
            )}
          </li>
        ))}
      </ul>
      <p>
        <a href={address.to(`/questions/${question}`)}>{say(common.more)}</a>
      </p>
    </section>
  );
}

function Conditions({ data }: { data: Profile }): JSX.Element {
  const conditions = data.readiness?.conditions;
  return (
    <section>
      <h2>{say(own.conditions)}</h2>
      {(conditions?.nodes.length ?? 0) === 0 && <Nothing />}
      <ol class="plain">
        {conditions?.nodes.map((one) => (
          <li key={one.condition.id}>
            <RecordLink record={one.condition} />
            {one.allSynthetic && <SyntheticMark />}
            <p>
              <bdi>{one.why}</bdi>
            </p>
            <RecordList records={one.fulfilments.map((fulfilment) => fulfilment.node)} />
            <EvidenceDetails
              evidence={[...one.namedBy, ...one.fulfilments].flatMap((naming) => naming.evidence)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Silence({ data }: { data: Profile }): JSX.Element {
  const isolated = data.structure?.isolated;
  return (
    <section>
      <h2>{say(own.silence)}</h2>
      {isolated ? <p>{isolated.silence.summary}</p> : <Nothing />}
      <ul class="plain">
        {isolated?.nodes.map((one) => (
          <li key={one.agency.id}>
            <RecordLink record={one.agency} />
            <p>
              <bdi>{one.why}</bdi>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
