import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { EvidenceDetails, EvidenceParts, EvidenceList } from "../../parts/evidence";
import { RecordLink, SyntheticMark } from "../../parts/records";
import { Answered, Nothing } from "../../parts/states";
import { useAddress, useScope } from "../../state/address";
import { common } from "../../text/common";
import { kindOf } from "../../text/kinds";
import { language, nameOf, say } from "../../text/language";
import { Agency } from "./agency";
import { Around } from "./around";
import { own } from "./words";

const RECORD = graphql(`
  query Record($id: ID!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    node(id: $id, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      id
      ... on Record {
        __typename
        nameTh
        nameEn
        descriptionTh
        descriptionEn
        synthetic
        updatedAt
        datasets { id nameTh nameEn synthetic }
        evidence { ...EvidenceParts }
      }
      ... on Evidence { ...EvidenceParts }
      ... on Source { url published }
    }
  }
`, [EvidenceParts]);

export type RecordData = NonNullable<ResultOf<typeof RECORD>["node"]>;

/** The page of a record: what it is, what stands around it, and what carries it. */
export default function RecordView({ id }: { id?: string }): JSX.Element {
  const address = useAddress();
  const scope = useScope();
  const wanted = id ?? "";
  // Whoever opens a record's page has named it: it is shown, and marked where it is invented.
  const includeSynthetic = scope.includeSynthetic ?? true;
  const answer = useAnswer(RECORD, { ...scope, includeSynthetic, id: wanted });
  const record = answer.data?.node;
  // A record that was merged answers with the one that stays: so does the address.
  useEffect(() => {
    if (record && record.id !== wanted) address.go(`/record/${record.id}`);
  }, [record?.id, wanted]);
  return (
    <article class="record-page">
      <Answered answer={answer}>
        {({ node }) =>
          node && "nameTh" in node ? (
            <>
              <Head record={node} />
              {node.__typename === "Agency" && <Agency id={node.id} />}
              <Around id={node.id} />
            </>
          ) : (
            <Gone id={wanted} />
          )
        }
      </Answered>
    </article>
  );
}

function Gone({ id }: { id: string }): JSX.Element {
  const address = useAddress();
  return (
    <>
      <h1>{say(common.nothing)}</h1>
      <Nothing>{say(common.gone, { id })}</Nothing>
      <p>
        <a href={address.to("/find")}>{say(common.find)}</a>
      </p>
    </>
  );
}

type Described = Extract<RecordData, { nameTh: string }>;

function Head({ record }: { record: Described }): JSX.Element {
  const address = useAddress();
  const text =
    language.value === "en" && record.descriptionEn ? record.descriptionEn : record.descriptionTh;
  return (
    <>
      <hgroup>
        <p class="kind">{say(kindOf(record.__typename))}</p>
        <h1>
          <bdi>{nameOf(record)}</bdi> {record.synthetic && <SyntheticMark />}
        </h1>
        {record.nameEn && record.nameEn !== record.nameTh && (
          <p lang={language.value === "th" ? "en" : "th"}>
            <bdi>{language.value === "th" ? record.nameEn : record.nameTh}</bdi>
          </p>
        )}
      </hgroup>
      {text && (
        <p>
          <bdi>{text}</bdi>
        </p>
      )}
      {record.__typename === "Evidence" && "phrase" in record ? (
        <EvidenceList evidence={[record]} />
      ) : (
        <EvidenceDetails evidence={record.evidence} />
      )}
      {"url" in record && record.url && /^https?:/.test(record.url) && (
        <p>
          <a href={record.url} rel="noreferrer">
            {record.url}
          </a>
        </p>
      )}
      <p class="quiet">
        {say(own.stated)}{" "}
        {record.datasets.map((dataset) => (
          <RecordLink key={dataset.id} record={dataset} />
        ))}{" "}
        · <code>{record.id}</code>
      </p>
      <p class="actions">
        <a href={address.to("/network", { center: record.id })}>{say(own.seeAround)}</a>
      </p>
    </>
  );
}
