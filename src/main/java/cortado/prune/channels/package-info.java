/**
 * Which channels of a network depend on each other, which of them matter least, and the smaller
 * network without those; pure Java.
 */
package cortado.prune.channels;
