// The gateway: asks both subgraphs for their schemas, composes them, and answers for both.
import { ApolloGateway, IntrospectAndCompose, RemoteGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";

import { startCalendar } from "./calendar.mjs";

const PASSED_ON = ["accept-language", "authorization", "traceparent"];

// What a reader sends about itself reaches the subgraphs.
class Subgraph extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    for (const name of PASSED_ON) {
      const value = context.headers?.[name];
      if (value !== undefined) request.http.headers.set(name, value);
    }
  }
}

const phakhi = process.env.PHAKHI_URL ?? "http://127.0.0.1:8000/graphql";
const calendar = await startCalendar(Number(process.env.CALENDAR_PORT ?? 4001));
const gateway = new ApolloGateway({
  supergraphSdl: new IntrospectAndCompose({
    subgraphs: [
      { name: "phakhi", url: phakhi },
      { name: "calendar", url: calendar },
    ],
  }),
  buildService: ({ url }) => new Subgraph({ url }),
});
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
  listen: { host: "127.0.0.1", port: Number(process.env.PORT ?? 4000) },
  context: async ({ req }) => ({ headers: req.headers }),
});
console.log(`The gateway answers at ${url}`);
