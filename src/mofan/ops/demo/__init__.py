"""The demonstration county (演示县): fictional accounts, and materials written for it that lie beside this file."""

from mofan.ops.demo.county import load_demo

__all__ = ["load_demo"]
