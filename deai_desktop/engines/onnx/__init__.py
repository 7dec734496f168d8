"""Runs models in ONNX format on ONNX Runtime. Child-only: it loads native code."""
