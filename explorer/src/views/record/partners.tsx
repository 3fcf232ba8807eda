import type { JSX } from "preact";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { EvidenceDetails, EvidenceParts } from "../../parts/evidence";
import { ReasonPicture } from "../../parts/reasonpicture";
import { Reasons } from "../../parts/reasons";
import { RecordLink, RecordList, type RecordRef } from "../../parts/records";
import { SearchBox } from "../../parts/searchbox";
import { Answered, Nothing } from "../../parts/states";
import { useAddress, useScope } from "../../state/address";
import { nameOf, percent, say } from "../../text/language";
import { own } from "./words";

const PARTNERS = graphql(`
  query Partners(
    $agency: ID!, $needs: [NeedInput!], $without: [ID!], $ties: Existing!, $otherNetworksFirst: Boolean!, $named: [ID!]!
    $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean
  ) {
    collaborators(
      agency: $agency, first: 10, needs: $needs, without: $without, ties: $ties, otherNetworksFirst: $otherNetworksFirst
      asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic
    ) {
      note
      considered
      candidates {
        rank
        score
        alreadyTied
        agency { id nameTh nameEn synthetic }
        workedBefore { summary works { id nameTh nameEn synthetic } evidence { ...EvidenceParts } }
        cameTrue { of share }
        reasons {
          component
          share
          summary
          nodes { id nameTh nameEn synthetic }
          evidence { ...EvidenceParts }
        }
      }
    }
    named: nodes(ids: $named, includeSynthetic: true) { id ... on Record { nameTh nameEn synthetic } }
  }
`, [EvidenceParts]);

type Data = ResultOf<typeof PARTNERS>;
type Candidate = NonNullable<Data["collaborators"]>["candidates"][number];

const TIES = ["LEAVE_OUT", "MARK", "ONLY"] as const;
const MOST_NAMED = 20;

/** Whom an agency could work with, best first, with reasons; and what if something were not there. */
export function Partners({ id }: { id: string }): JSX.Element {
  const address = useAddress();
  const scope = useScope();
  const needs = address.list("needs").slice(0, MOST_NAMED);
  const without = address.list("without").slice(0, MOST_NAMED);
  const answer = useAnswer(PARTNERS, {
    ...scope,
    agency: id,
    needs: needs.length > 0 ? needs.map((need) => ({ id: need })) : null,
    without: without.length > 0 ? without : null,
    ties: TIES.find((one) => one === address.get("ties")) ?? "LEAVE_OUT",
    otherNetworksFirst: address.get("others") === "1",
    named: [...needs, ...without],
  });
  return (
    <section class="partners">
      <h2>{say(own.who)}</h2>
      <Asking named={namedIn(answer.data)} needs={needs} without={without} />
      <Answered answer={answer}>
        {({ collaborators }) => (
          <>
            {collaborators?.note && (
              <p>
                <bdi>{collaborators.note}</bdi>
              </p>
            )}
            {!collaborators?.candidates.length && <Nothing>{say(own.none)}</Nothing>}
            <ol class="candidates">
              {collaborators?.candidates.map((candidate) => (
                <li key={candidate.agency.id}>
                  <CandidateView candidate={candidate} without={without} />
                </li>
              ))}
            </ol>
            {collaborators && (
              <p class="quiet">{say(own.considered, { n: collaborators.considered })}</p>
            )}
          </>
        )}
      </Answered>
    </section>
  );
}

function namedIn(data: Data | null): Map<string, RecordRef> {
  const records = (data?.named ?? []).filter((node) => node !== null && "nameTh" in node);
  return new Map(records.map((record) => [record.id, record]));
}

interface AskingProps {
  named: Map<string, RecordRef>;
  needs: string[];
  without: string[];
}

/** What the question is: needs, what is left out, partners of today. */
function Asking({ named, needs, without }: AskingProps): JSX.Element {
  const address = useAddress();
  return (
    <div class="bar">
      <div>
        <SearchBox
          label={say(own.need)}
          kinds={["Problem", "Issue", "Goal", "GoodDeed"]}
          onPick={(record) => address.set({ needs: [...new Set([...needs, record.id])] })}
        />
        <Chips name="needs" ids={needs} named={named} />
      </div>
      <label>
        {say(own.ties)}
        <select
          value={address.get("ties") ?? "LEAVE_OUT"}
          onChange={(event) => address.set({ ties: event.currentTarget.value })}
        >
          <option value="LEAVE_OUT">{say(own.leaveOut)}</option>
          <option value="MARK">{say(own.mark)}</option>
          <option value="ONLY">{say(own.only)}</option>
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={address.get("others") === "1"}
          onChange={(event) => address.set({ others: event.currentTarget.checked ? "1" : null })}
        />
        {say(own.otherNetworks)}
      </label>
      {without.length > 0 && (
        <div>
          <span>{say(own.without)}</span>
          <Chips name="without" ids={without} named={named} />
        </div>
      )}
    </div>
  );
}

interface ChipsProps {
  name: string;
  ids: string[];
  named: Map<string, RecordRef>;
}

/** What a list of the address names, each with a button that takes it away. */
function Chips({ name, ids, named }: ChipsProps): JSX.Element {
  const address = useAddress();
  return (
    <ul class="inline chips">
      {ids.map((id) => {
        const record = named.get(id);
        const title = record ? nameOf(record) : id;
        return (
          <li key={id}>
            <bdi>{title}</bdi>
            <button
              type="button"
              aria-label={say(own.remove, { name: title })}
              onClick={() => address.set({ [name]: ids.filter((other) => other !== id) })}
            >
              ×
            </button>
          </li>
        );
      })}
    </ul>
  );
}

interface CandidateProps {
  candidate: Candidate;
  without: string[];
}

function CandidateView({ candidate, without }: CandidateProps): JSX.Element {
  const { agency, reasons, workedBefore, cameTrue } = candidate;
  return (
    <>
      <h3>
        <RecordLink record={agency} />
      </h3>
      <p class="quiet">
        {say(own.place, { n: candidate.rank })} ·{" "}
        {say(own.score, { score: candidate.score.toFixed(2) })}
        {candidate.alreadyTied && ` · ${say(own.tied)}`}
      </p>
      {cameTrue && (
        <p class="quiet">
          {say(own.cameTrue, { share: percent(cameTrue.share), of: cameTrue.of })}
        </p>
      )}
      {workedBefore && (
        <div>
          <p>
            <bdi>{workedBefore.summary}</bdi>
          </p>
          <RecordList records={workedBefore.works} />
          {workedBefore.evidence.length > 0 && <EvidenceDetails evidence={workedBefore.evidence} />}
        </div>
      )}
      <ReasonPicture reasons={reasons} />
      <Reasons reasons={reasons} />
      <WhatIf records={reasons.flatMap((reason) => reason.nodes)} without={without} />
    </>
  );
}

const MOST_SWITCHES = 8;

/** Switches that take one thing behind the reasons away, and show what would be answered then. */
function WhatIf({ records, without }: { records: RecordRef[]; without: string[] }): JSX.Element | null {
  const address = useAddress();
  const distinct = [...new Map(records.map((record) => [record.id, record])).values()];
  const left = distinct.filter((record) => !without.includes(record.id)).slice(0, MOST_SWITCHES);
  if (left.length === 0) return null;
  return (
    <details class="what-if">
      <summary>{say(own.whatIf)} …</summary>
      <ul class="inline">
        {left.map((record) => (
          <li key={record.id}>
            <button type="button" onClick={() => address.set({ without: [...without, record.id] })}>
              <bdi>{nameOf(record)}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
