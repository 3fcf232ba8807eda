import type { JSX } from "preact";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { EvidenceParts } from "../../parts/evidence";
import { Reasons } from "../../parts/reasons";
import { RecordLink, RecordList, type RecordRef } from "../../parts/records";
import { Answered, Nothing } from "../../parts/states";
import { Downloads } from "../../parts/table";
import { useAddress, useScope } from "../../state/address";
import { common } from "../../text/common";
import { nameOf, say } from "../../text/language";
import { AreaBar } from "./areas";
import { Grid, cellOf } from "./grid";
import { Measured, MeasureChoice } from "./measure";
import { own } from "./words";

const MATRIX = graphql(`
  query Matrix($area: ID!, $asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    networkMatrix(area: $area, bounds: false, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      area { id nameTh nameEn synthetic }
      networks { id nameTh nameEn synthetic }
      leftOut
      silence { summary }
      pairs {
        a { id nameTh nameEn synthetic }
        b { id nameTh nameEn synthetic }
        sharedIssueCount
        sharedIssues { id nameTh nameEn synthetic }
        commonAgencies { id nameTh nameEn synthetic }
        collaborations
        commonWork { id nameTh nameEn synthetic }
        reasons {
          component
          share
          summary
          nodes { id nameTh nameEn synthetic }
          evidence { ...EvidenceParts }
        }
      }
    }
  }
`, [EvidenceParts]);

type Matrix = NonNullable<ResultOf<typeof MATRIX>["networkMatrix"]>;
type Pair = Matrix["pairs"][number];

const MEASURES = {
  issues: { title: own.sharedIssues, of: (pair: Pair) => pair.sharedIssueCount },
  agencies: { title: own.commonAgencies, of: (pair: Pair) => pair.commonAgencies.length },
  collaborations: { title: own.collaborations, of: (pair: Pair) => pair.collaborations },
} as const;

type Measure = keyof typeof MEASURES;

const measureOf = (text: string | null): Measure => (text !== null && text in MEASURES ? (text as Measure) : "issues");

/** Every pair of an area's networks: what they share, and why. */
export function NetworksMatrix({ area }: { area: string }): JSX.Element {
  const answer = useAnswer(MATRIX, { ...useScope(), area });
  return (
    <Answered answer={answer}>
      {({ networkMatrix }) =>
        networkMatrix ? <MatrixView matrix={networkMatrix} /> : <Nothing>{say(common.gone, { id: area })}</Nothing>
      }
    </Answered>
  );
}

function MatrixView({ matrix }: { matrix: Matrix }): JSX.Element {
  const address = useAddress();
  const measure = measureOf(address.get("measure"));
  const { title, of } = MEASURES[measure];
  const pairs = new Map(matrix.pairs.flatMap((pair) => [[cellOf(pair.a, pair.b), pair], [cellOf(pair.b, pair.a), pair]]));
  const count = (a: RecordRef, b: RecordRef): number | null => {
    if (a.id === b.id) return null;
    const pair = pairs.get(cellOf(a, b));
    return pair ? of(pair) : 0;
  };
  const chosen = address.get("cell");
  const { networks } = matrix;
  return (
    <>
      <AreaBar area={matrix.area}>
        <MeasureChoice measures={MEASURES} value={measure} />
      </AreaBar>
      <p>
        <bdi>{matrix.silence.summary}</bdi>
        {matrix.leftOut > 0 && ` ${say(own.leftOut, { n: matrix.leftOut })}`}
      </p>
      {networks.length === 0 ? (
        <Nothing>{say(own.none)}</Nothing>
      ) : (
        <div class="beside">
          <div>
            <Grid
              label={`${say(own.networks)}: ${say(title)}`}
              corner={say(own.corner)}
              rows={networks}
              columns={networks}
              count={count}
              chosen={chosen}
              onChoose={(a, b) => address.set({ cell: cellOf(a, b) })}
            />
            <Downloads
              caption={`${say(own.networks)}: ${say(title)}`}
              head={[say(own.corner), ...networks.map(nameOf)]}
              rows={networks.map((a) => [nameOf(a), ...networks.map((b) => count(a, b))])}
            />
          </div>
          <PairPanel pair={chosen ? pairs.get(chosen) : undefined} />
        </div>
      )}
    </>
  );
}

/** What stands behind a cell. */
function PairPanel({ pair }: { pair: Pair | undefined }): JSX.Element {
  const address = useAddress();
  return (
    <section class="panel" aria-live="polite" aria-label={say(own.reasons)}>
      {!pair && <p class="quiet pick-first">{say(own.choose)}</p>}
      {pair && (
        <>
          <h2>
            <RecordLink record={pair.a} /> – <RecordLink record={pair.b} />
          </h2>
          <Measured measures={MEASURES} cell={pair} />
          <Listed title={say(own.sharedIssues)} records={pair.sharedIssues} />
          <Listed title={say(own.commonAgencies)} records={pair.commonAgencies} />
          <Listed title={say(own.work)} records={pair.commonWork} />
          <h3>{say(own.reasons)}</h3>
          {pair.reasons.length === 0 ? <Nothing /> : <Reasons reasons={pair.reasons} />}
          <p class="actions">
            <a href={address.to("/questions/brokers_between_networks", { a: pair.a.id, b: pair.b.id })}>{say(own.brokers)}</a>
            <br />
            <a href={address.to("/questions/how_linked", { from: pair.a.id, to: pair.b.id })}>{say(own.linked)}</a>
          </p>
        </>
      )}
    </section>
  );
}

export function Listed({ title, records }: { title: string; records: readonly RecordRef[] }): JSX.Element {
  return (
    <>
      <h3>{title}</h3>
      {records.length === 0 ? <Nothing /> : <RecordList records={records} />}
    </>
  );
}
