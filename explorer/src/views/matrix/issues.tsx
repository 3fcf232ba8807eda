import type { JSX } from "preact";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { EvidenceList, EvidenceParts } from "../../parts/evidence";
import { RecordLink, type RecordRef } from "../../parts/records";
import { Answered, Nothing } from "../../parts/states";
import { Downloads } from "../../parts/table";
import { useAddress, useScope } from "../../state/address";
import { common } from "../../text/common";
import { nameOf, say } from "../../text/language";
import { AreaBar } from "./areas";
import { Grid, cellOf } from "./grid";
import { Listed } from "./networks";
import { Measured, MeasureChoice } from "./measure";
import { own } from "./words";

const ISSUES = graphql(`
  query IssueMatrix($area: ID!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    area(id: $area, includeSynthetic: true) { id nameTh nameEn synthetic }
    networkMatrix(area: $area, bounds: false, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      networks { id nameTh nameEn synthetic }
      silence { summary }
    }
    sharedIssues(minNetworks: 1, area: $area, first: 100, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      issue { id nameTh nameEn synthetic }
      networks {
        network { id nameTh nameEn synthetic }
        count
        agencies { id nameTh nameEn synthetic }
        agencyCount
        through { id nameTh nameEn synthetic }
        evidence { ...EvidenceParts }
      }
    }
  }
`, [EvidenceParts]);

type Data = ResultOf<typeof ISSUES>;
type Cell = Data["sharedIssues"][number]["networks"][number];

const MEASURES = {
  agencies: { title: own.agencies, of: (cell: Cell) => cell.agencyCount },
  ways: { title: own.ways, of: (cell: Cell) => cell.count },
} as const;

type Measure = keyof typeof MEASURES;

const MOST = 100;

/** Each network and each issue that any of them has: who, through what, and where nothing is recorded. */
export function IssuesMatrix({ area }: { area: string }): JSX.Element {
  const answer = useAnswer(ISSUES, { ...useScope(), area });
  return (
    <Answered answer={answer}>
      {(data) =>
        data.area ? <MatrixView data={data} area={data.area} /> : <Nothing>{say(common.gone, { id: area })}</Nothing>
      }
    </Answered>
  );
}

function MatrixView({ data, area }: { data: Data; area: RecordRef }): JSX.Element {
  const address = useAddress();
  const asked = address.get("measure") ?? "";
  const measure: Measure = asked in MEASURES ? (asked as Measure) : "agencies";
  const { title, of } = MEASURES[measure];
  const networks = data.networkMatrix?.networks ?? [];
  const issues = data.sharedIssues.map(({ issue }) => issue);
  const cells = new Map(
    data.sharedIssues.flatMap(({ issue, networks: of }) => of.map((cell) => [cellOf(issue, cell.network), cell])),
  );
  const count = (issue: RecordRef, network: RecordRef): number => {
    const cell = cells.get(cellOf(issue, network));
    // A way of the network itself is something, though no member has one.
    return cell ? of(cell) || (cell.count > 0 ? cell.count : 0) : 0;
  };
  const chosen = address.get("cell");
  const [issueId, networkId] = (chosen ?? "").split("~");
  return (
    <>
      <AreaBar area={area}>
        <MeasureChoice measures={MEASURES} value={measure} />
      </AreaBar>
      <p>
        <bdi>{data.networkMatrix?.silence.summary}</bdi>
        {issues.length === MOST && ` ${say(own.cut)}`}
      </p>
      {networks.length === 0 || issues.length === 0 ? (
        <Nothing />
      ) : (
        <div class="beside">
          <div>
            <Grid
              label={`${say(own.issues)}: ${say(title)}`}
              corner={say(own.issue)}
              rows={issues}
              columns={networks}
              count={count}
              chosen={chosen}
              onChoose={(issue, network) => address.set({ cell: cellOf(issue, network) })}
            />
            <Downloads
              caption={`${say(own.issues)}: ${say(title)}`}
              head={[say(own.issue), ...networks.map(nameOf)]}
              rows={issues.map((issue) => [nameOf(issue), ...networks.map((network) => count(issue, network))])}
            />
          </div>
          <CellPanel
            issue={issues.find(({ id }) => id === issueId)}
            network={networks.find(({ id }) => id === networkId)}
            cell={chosen ? cells.get(chosen) : undefined}
          />
        </div>
      )}
    </>
  );
}

interface PanelProps {
  issue: RecordRef | undefined;
  network: RecordRef | undefined;
  cell: Cell | undefined;
}

/** What stands behind a cell, or who could fill a gap. */
function CellPanel({ issue, network, cell }: PanelProps): JSX.Element {
  const address = useAddress();
  return (
    <section class="panel" aria-live="polite" aria-label={say(own.reasons)}>
      {issue && network ? (
        <>
          <h2>
            <RecordLink record={issue} /> – <RecordLink record={network} />
          </h2>
          {cell ? (
            <>
              <Measured measures={MEASURES} cell={cell} />
              <Listed title={say(common.agencies)} records={cell.agencies} />
              <Listed title={say(own.through)} records={cell.through} />
              <h3>{say(common.evidence)}</h3>
              <EvidenceList evidence={cell.evidence} />
            </>
          ) : (
            <Nothing />
          )}
          <p class="actions">
            <a href={address.to("/questions/issues_missing_from_network", { network: network.id })}>{say(own.whoCould)}</a>
          </p>
        </>
      ) : (
        <p class="quiet pick-first">{say(own.choose)}</p>
      )}
    </section>
  );
}
