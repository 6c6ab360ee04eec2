/** Values as notebooks and terminals show them: MIME bundles of tables, figures and progress. */
package cortado.display;
