import type { JSX } from "preact";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { EvidenceDetails, EvidenceParts } from "../../parts/evidence";
import { RecordLink } from "../../parts/records";
import { SearchBox } from "../../parts/searchbox";
import { Answered, Nothing } from "../../parts/states";
import { useAddress, useScope } from "../../state/address";
import { common } from "../../text/common";
import { nameOf, number, say } from "../../text/language";
import { Conditions, Gaps, SharedIssues, Silence } from "./cards";
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
        area { id nameTh nameEn synthetic }
        counts { networks agencies issues problems goodDeeds goals mechanisms moralCapitals }
      }
    }
    networks(first: 30, where: { area: { some: { id: { eq: $area } } } }, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      nodes {
        id nameTh nameEn synthetic
        evidence { ...EvidenceParts }
        agencies(first: 0) { totalCount }
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
        {profile && <Shown area={profile.area.id} />}
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

/** What is missing and what is shared. Each asks by itself: the first is there before the last. */
function Shown({ area }: { area: string }): JSX.Element {
  return (
    <>
      <SharedIssues area={area} />
      <Gaps area={area} kind="PROBLEM_WITHOUT_WORK" />
      <Gaps area={area} kind="GOAL_WITHOUT_EVIDENCE" />
      <Conditions />
      <Silence area={area} />
    </>
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
            <span class="count">{say(own.members, { n: network.agencies.totalCount })}</span>
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
