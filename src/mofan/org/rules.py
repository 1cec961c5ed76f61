"""A broken rule, said once (规则): shown on the form, printed by the command, never lost."""


class RuleBroken(Exception):
    """What was asked breaks a rule. `sentence` is Chinese: the cause and the next step."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
