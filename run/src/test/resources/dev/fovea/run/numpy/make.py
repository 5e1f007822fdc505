"""Writes the archives of NpzTest with NumPy itself. The images are 3 of 2 x 2 with the values 0 to 11, or these with
red x, green x + 1 and blue x + 2."""

import numpy as np

x = np.arange(12, dtype=np.uint8).reshape(3, 2, 2)
rgb = np.stack([x, x + 1, x + 2], -1)
y = np.array([2, 0, 1])

np.savez_compressed("keras.npz", x_train=x, y_train=y.astype(np.uint8), x_test=x[:1], y_test=np.array([1], np.uint8))
np.savez("medmnist.npz", train_images=np.asfortranarray(rgb), train_labels=y.reshape(3, 1).astype(">i2"),
         val_images=rgb[:1], val_labels=np.array([[0]]), test_images=rgb[1:2], test_labels=np.array([[0]]))
np.savez("planes.npz", X=np.moveaxis(rgb, 3, 1).astype("<i8"), Y=np.eye(3)[y])
np.savez("floats.npz", images=(x / 255).astype(np.float32), labels=np.array(["b", "a", "ä"]))
np.savez("half.npz", x=(x[..., None] / 255).astype(np.float16), y=y.astype(np.float64))
np.savez("flat.npz", np.asfortranarray(x.reshape(3, 4).astype(">f8")), y)
np.savez("deep.npz", x=(x.astype(np.uint16) * 5957), class_names=np.array(["no", "one"]))
np.savez("truth.npz", x=x > 5, y=y)
np.savez("kmnist-train-imgs.npz", x)
np.savez("kmnist-train-labels.npz", y)
np.savez("kmnist-test-imgs.npz", x[:2])
np.savez("kmnist-test-labels.npz", y[:2])
np.savez("objects.npz", x=np.array([None, 1], dtype=object), y=y)
np.savez("scaled.npz", x=x.astype(np.float64) / 4 - 1, y=y)
np.savez("nan.npz", x=np.where(x == 7, np.nan, x), y=y)
np.savez("negative.npz", x=x, y=y - 1)
np.savez("counts.npz", x=x, y=y[:2])
np.savez("hot.npz", x=x, y=np.zeros((3, 3)))
np.savez("odd.npz", weights=np.zeros((3, 3), np.float32))
np.savez("shape.npz", x=np.zeros((3, 7)), y=y)
