// The rules of graphql-eslint, recommended and Relay's, all on. What is set differs from the
// defaults for a reason that stands beside it.
import { readFileSync } from 'node:fs';
import plugin from '@graphql-eslint/eslint-plugin';
import { buildSchema, isObjectType } from 'graphql';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
const withoutId = objects.filter((type) => !type.getInterfaces().some((own) => own.name === 'Node'));

// A field of an interface is called alike in all its types: Record.datasets in Dataset, too.
const prefix = plugin.rules['no-typename-prefix'];
const ownFieldsOnly = {
  ...prefix,
  create(context) {
    const report = (problem) => {
      const type = schema.getType(problem.data.typeName);
      const inherited = type.getInterfaces().some((own) => problem.data.fieldName in own.getFields());
      if (!inherited) context.report(problem);
    };
    return prefix.create(Object.create(context, { report: { value: report } }));
  },
};

export default [
  {
    files: ['schema.graphql'],
    languageOptions: {
      parser: plugin.parser,
      parserOptions: { graphQLConfig: { schema: 'schema.graphql' } },
    },
    plugins: {
      '@graphql-eslint': {
        ...plugin,
        rules: { ...plugin.rules, 'no-typename-prefix': ownFieldsOnly },
      },
    },
    rules: {
      ...plugin.configs['flat/schema-recommended'].rules,
      ...plugin.configs['flat/schema-relay'].rules,
      // Records have an id. Edges, pages and computed answers are no records: they have none.
      '@graphql-eslint/strict-id-in-types': [
        'error',
        { exceptions: { types: withoutId.map((type) => type.name) } },
      ],
      // Relay asks for forward arguments, for backward ones, or for both. Connections of records
      // have both; those of computed answers go forward.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // Relay's specification says neither that lists are of edges only (beside edges there is nodes,
      // and answers hold short lists) nor that what an edge leads to is a record.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
    },
  },
];
