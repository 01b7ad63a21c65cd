"""A sentence-transformers model written as one ONNX graph: transformer, mean pooling, normalisation."""

import contextlib
import io
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import torch
from onnxruntime.quantization import quantize_dynamic

from index.reference import ReferenceEmbedder


class UnitVectors(torch.nn.Module):
    """Token ids and their mask to unit vectors: what the three modules of the sentence-transformers model do."""

    def __init__(self, transformer: torch.nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean, p=2, dim=1)


def export(reference: ReferenceEmbedder, path: Path) -> None:
    """The model in fp32 at `path`; inputs `input_ids` and `attention_mask` of any batch and sequence length."""
    transformer = reference.model[0].auto_model
    assert isinstance(transformer, torch.nn.Module)
    ids = torch.ones((2, 8), dtype=torch.int64)
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("sequence")}
    with _quiet(), torch.no_grad():
        torch.onnx.export(
            UnitVectors(transformer).eval(),
            (ids, torch.ones_like(ids)),
            path,
            input_names=["input_ids", "attention_mask"],
            output_names=["unit_vectors"],
            dynamic_shapes={"input_ids": axes, "attention_mask": axes},
            dynamo=True,
            external_data=False,
            verbose=False,
        )


def quantise(full: Path, path: Path) -> None:
    """The same graph with int8 weights, each output channel with a scale of its own."""
    with _quiet():
        quantize_dynamic(full, path, per_channel=True)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """The exporters' notes on missing torchvision and on preprocessing say nothing about this model."""
    previous = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(previous)
