/** Results as tables, figures, CSV files and sentences: the only user of Tablesaw and Plotly. */
package cortado.report;
