// Audits a GraphQL service over HTTP by the suite of the npm package graphql-http.
// node audit.mjs URL: prints what is not ok, and ends with 1 where there is any such audit.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
const wrong = results.filter((result) => result.status !== 'ok');
for (const result of wrong) {
  console.log(`${result.status} ${result.id} ${result.name}: ${result.reason}`);
}
console.log(`${results.length - wrong.length} of ${results.length} audits are ok`);
process.exit(results.length > 0 && wrong.length === 0 ? 0 : 1);
