"""The claim loop and arq's doorbell."""
