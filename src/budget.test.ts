import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse, type SourceFile, sourceFiles } from '../scripts/house.js';

/** The measure of good rooms, from the style guide. */
const budget = {
  'lines of a source file': { median: 60, p90: 200, max: 400 },
  'lines of a function': { median: 10, p90: 30, max: Number.POSITIVE_INFINITY },
  'exported names of a file': { median: 3, p90: 3, max: Number.POSITIVE_INFINITY },
  'lines of an SQL file': { median: 80, p90: 80, max: 80 },
};

const measured: Record<keyof typeof budget, Measure[]> = {
  'lines of a source file': [],
  'lines of a function': [],
  'exported names of a file': [],
  'lines of an SQL file': sourceFiles(['sql'], '.sql').map(linesOf),
};
for (const file of sourceFiles(['src', 'etl', 'models', 'bench'], '.ts')) {
  const tree = parse(file);
  measured['lines of a source file'].push(linesOf(file));
  measured['lines of a function'].push(...functionsOf(tree));
  if (!isListOfNames(tree)) measured['exported names of a file'].push(exportsOf(tree));
}

interface Measure {
  where: string;
  size: number;
}

describe('budget', () => {
  for (const [name, limits] of Object.entries(budget)) {
    const measures = measured[name as keyof typeof budget].sort((a, b) => b.size - a.size);
    const figures = { median: quantile(measures, 0.5), p90: quantile(measures, 0.9), max: measures[0]?.size ?? 0 };
    it(`${name}: median ${figures.median}, p90 ${figures.p90}, longest ${figures.max} of ${measures.length}`, () => {
      expect(measures.length).toBeGreaterThan(5);
      const largest = measures.slice(0, 10).map(({ size, where }) => `${size} ${where}`);
      for (const figure of ['median', 'p90', 'max'] as const) {
        expect(figures[figure], `${figure}; the largest:\n${largest.join('\n')}`).toBeLessThanOrEqual(limits[figure]);
      }
    });
  }
});

/** The nearest-rank quantile of measures in falling order. */
function quantile(falling: Measure[], share: number): number {
  return falling[falling.length - Math.max(1, Math.ceil(share * falling.length))]?.size ?? 0;
}

function linesOf({ path, text }: SourceFile): Measure {
  return { where: path, size: text.trimEnd().split('\n').length };
}

function functionsOf(tree: ts.SourceFile): Measure[] {
  const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line + 1;
  const found: Measure[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const first = lineOf(node.getStart(tree));
      found.push({ where: `${tree.fileName}:${first}`, size: lineOf(node.end) - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** An index re-exports by name and says nothing else. */
function isListOfNames({ statements }: ts.SourceFile): boolean {
  return statements.every(one => ts.isExportDeclaration(one) && one.moduleSpecifier !== undefined);
}

function exportsOf({ fileName, statements }: ts.SourceFile): Measure {
  const size = statements.reduce((sum, statement) => sum + namesExported(statement), 0);
  return { where: fileName, size };
}

function namesExported(statement: ts.Statement): number {
  if (ts.isExportDeclaration(statement)) {
    return statement.exportClause && ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.length
      : 1;
  }
  if (ts.isExportAssignment(statement)) return 1;
  const isExported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(isExport);
  if (!isExported) return 0;
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations.length : 1;
}

function isExport(modifier: ts.Modifier): boolean {
  return modifier.kind === ts.SyntaxKind.ExportKeyword;
}
