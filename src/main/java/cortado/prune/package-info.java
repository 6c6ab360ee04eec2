/** Which weights to take out, how many and when: schedules, magnitude masks; pure Java. */
package cortado.prune;
