// The two pages: the agencies of a network, and who an agency can work with. Thai comes first.
import type { NetworkPageQuery, PartnersPageQuery } from "./generated/graphql.js";
import { html, type Html } from "./html.js";

export type Network = NonNullable<NetworkPageQuery["network"]>;
type Agency = Network["agencies"]["nodes"][number];
type Partners = NonNullable<PartnersPageQuery["collaborators"]>;
type Candidate = Partners["candidates"][number];
type Reason = Candidate["reasons"][number];
type Named = Pick<Agency, "nameTh" | "nameEn" | "synthetic">;

/** The file of an agency's page. */
export function fileOf(agency: { id: string }): string {
  return `${agency.id.replace(":", "-")}.html`;
}

/** What is invented always says so. */
function named({ nameTh, nameEn, synthetic }: Named): Html {
  return html`<span lang="th">${nameTh}</span>${
    nameEn && html` <span class="en" lang="en">${nameEn}</span>`
  }${synthetic && html` <mark>ข้อมูลสังเคราะห์ · synthetic</mark>`}`;
}

export function networkPage(network: Network): Html {
  return page(
    network.nameTh,
    html`<h1>${named(network)}</h1>
<p>สมาชิก ${network.agencies.totalCount} หน่วยงาน</p>
<ul>
${network.agencies.nodes.map(
      (agency) => html`<li><a href="${fileOf(agency)}">${named(agency)}</a></li>
`,
    )}</ul>`,
  );
}

export function partnersPage(partners: Partners): Html {
  const { agency, candidates, note, asOf, revision } = partners;
  return page(
    agency.nameTh,
    html`<h1>${named(agency)}</h1>
<p>${agency.networks.nodes.map((network) => html`${named(network)} `)}</p>
<h2>หน่วยงานที่น่าจะทำงานร่วมกันได้</h2>
${note && html`<p>${note}</p>
`}<ol>
${candidates.map(candidateItem)}</ol>
<footer>ณ วันที่ ${asOf} · ข้อมูลรุ่นที่ ${revision}</footer>`,
  );
}

function candidateItem({ agency, alreadyTied, reasons }: Candidate): Html {
  return html`<li><h3>${named(agency)}</h3>${alreadyTied && html`<p>ทำงานร่วมกันอยู่แล้ว</p>`}
<ul>
${reasons.map(reasonItem)}</ul></li>
`;
}

/** A reason with its share of the score, and the sources that it rests on. */
function reasonItem({ share, summary, evidence }: Reason): Html {
  const sources = new Set(
    evidence.map(({ source, synthetic }) => (synthetic ? "ข้อมูลสังเคราะห์" : (source?.nameTh ?? ""))),
  );
  return html`<li>${summary} (${Math.round(share * 100)}%) <cite>${
    [...sources].filter(Boolean).join(", ") || "ไม่มีหลักฐาน"
  }</cite></li>
`;
}

function page(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="th">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
</head>
<body>
${body}
</body>
</html>
`;
}
