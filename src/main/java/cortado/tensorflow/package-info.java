/** Training and float inference with TensorFlow: the only user of TensorFlow Java and DJL. */
package cortado.tensorflow;
