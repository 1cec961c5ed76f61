"""A small network (神经网络): two layers of rectified sums, weighed once and shipped."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from mofan.text.proofread.statistics.symbols import Integers

_TOGETHER = 60
"""Rows that are weighed at a time: with so few the sums stay in one thread; waking others costs more than they help."""
Numbers = Integers
"""An array of 32-bit floating-point numbers."""


@dataclass(frozen=True)
class Network:
    """Weights and offsets of each layer, first to last."""

    weights: tuple[Numbers, ...]
    offsets: tuple[Numbers, ...]

    def weigh(self, features: Numbers) -> Numbers:
        """One number for each row of `features`: above 0 speaks for, below 0 against."""
        parts = [self._weigh(features[begin : begin + _TOGETHER]) for begin in range(0, len(features), _TOGETHER)]
        return np.concatenate(parts) if len(parts) > 1 else self._weigh(features)

    def _weigh(self, values: Numbers) -> Numbers:
        for weights, offsets in zip(self.weights[:-1], self.offsets[:-1], strict=True):
            values = np.maximum(values @ weights + offsets, 0)
        return np.asarray(values @ self.weights[-1] + self.offsets[-1])


def save_networks(path: Path, networks: dict[str, Network]) -> None:
    """Write several networks by their names."""
    packed = {}
    for name, network in networks.items():
        for layer, (weights, offsets) in enumerate(zip(network.weights, network.offsets, strict=True)):
            packed[f"{name}.weights{layer}"] = weights.astype(np.float32)
            packed[f"{name}.offsets{layer}"] = offsets.astype(np.float32)
    with path.open("wb") as out:
        np.savez_compressed(out, **packed)  # type: ignore[arg-type]


@cache
def shipped_network(name: str) -> Network:
    """A network that comes with the package: `character` or `word`."""
    with as_file(files(__package__).joinpath("networks.npz")) as path, np.load(path) as packed:
        layers = range(sum(key.startswith(f"{name}.weights") for key in packed.files))
        return Network(
            tuple(packed[f"{name}.weights{layer}"] for layer in layers),
            tuple(packed[f"{name}.offsets{layer}"] for layer in layers),
        )
