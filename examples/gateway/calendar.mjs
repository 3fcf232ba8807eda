// A second subgraph: a calendar of meetings that agencies host. It knows an agency by its id only.
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";

const typeDefs = parse(`
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])

  type Query {
    "All meetings, soonest first"
    meetings: [Meeting!]!
  }

  type Meeting @key(fields: "id") {
    id: ID!
    title: String!
    day: String!
    "Null when it is gone"
    host: Agency
    "True when it is invented"
    synthetic: Boolean!
  }

  type Agency @key(fields: "id") {
    id: ID!
    "Meetings that it hosts"
    meetings: [Meeting!]!
  }
`);

// Invented, as are the agencies of the demo that host them.
const MEETINGS = [
  { id: "m1", title: "ประชุมตลาดวัฒนธรรม", day: "2026-12-02", host: "agency:culture-office" },
  { id: "m2", title: "เปิดโรงสีให้โรงเรียนชม", day: "2026-12-09", host: "agency:rice-mill" },
  { id: "m3", title: "วางแผนงานสงกรานต์", day: "2027-01-15", host: "agency:culture-office" },
  { id: "m4", title: "ประชุมของหน่วยงานที่ไม่มีแล้ว", day: "2027-02-01", host: "agency:long-gone" },
].map((meeting) => ({ ...meeting, synthetic: true }));

const resolvers = {
  Query: { meetings: () => MEETINGS },
  Meeting: {
    __resolveReference: ({ id }) => MEETINGS.find((meeting) => meeting.id === id),
    host: ({ host }) => ({ __typename: "Agency", id: host }),
  },
  Agency: {
    __resolveReference: ({ id }) => ({ id }),
    meetings: ({ id }) => MEETINGS.filter((meeting) => meeting.host === id),
  },
};

export async function startCalendar(port) {
  const server = new ApolloServer({ schema: buildSubgraphSchema({ typeDefs, resolvers }) });
  const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port } });
  return url;
}
