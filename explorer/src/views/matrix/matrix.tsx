import type { JSX } from "preact";
import { graphql } from "../../api/graphql";
import { useAnswer } from "../../api/useAnswer";
import { Answered, Nothing } from "../../parts/states";
import { useAddress, useScope } from "../../state/address";
import { common } from "../../text/common";
import { say } from "../../text/language";
import { IssuesMatrix } from "./issues";
import { NetworksMatrix } from "./networks";
import { own } from "./words";
import "./matrix.css";

const WHERE = graphql(`
  query Where($asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
    networks(first: 1, asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
      nodes { area { id } }
    }
  }
`);

const OF = ["networks", "issues"] as const;

/** Networks beside networks, or beside issues, down to the words of evidence. */
export default function Matrix(): JSX.Element {
  const address = useAddress();
  const scope = useScope();
  const named = address.get("area");
  const where = useAnswer(WHERE, named ? null : scope);
  const area = named ?? where.data?.networks.nodes[0]?.area?.id ?? null;
  const of = OF.find((one) => one === address.get("of")) ?? "networks";
  return (
    <article class="matrix">
      <h1>{say(common.matrix)}</h1>
      <p>{say(own.lead)}</p>
      <div class="bar">
        <label>
          {say(own.of)}
          <select
            value={of}
            onChange={(event) => address.set({ of: event.currentTarget.value, cell: null, measure: null })}
          >
            {OF.map((one) => (
              <option key={one} value={one}>
                {say(own[one])}
              </option>
            ))}
          </select>
        </label>
      </div>
      {area && (of === "networks" ? <NetworksMatrix area={area} /> : <IssuesMatrix area={area} />)}
      {!area && <Answered answer={where}>{() => <Nothing>{say(own.none)}</Nothing>}</Answered>}
      <Legend />
    </article>
  );
}

function Legend(): JSX.Element {
  return (
    <section aria-label={say(own.legend)}>
      <ul class="inline legend">
        <li>
          <span>{say(own.little)}</span>
          {[1, 2, 3, 4, 5].map((shade) => (
            <span key={shade} class={`sample shade-${shade}`} aria-hidden="true" />
          ))}
          <span>{say(own.much)}</span>
        </li>
        <li>
          <span class="sample gap" aria-hidden="true">
            ○
          </span>
          <span>{say(own.gapLegend)}</span>
        </li>
      </ul>
      <p class="quiet actions">{say(own.keys)}</p>
    </section>
  );
}
