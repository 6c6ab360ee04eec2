/** What training is: plan, losses, metrics, masks and listeners, whoever carries it out. */
package cortado.train;
