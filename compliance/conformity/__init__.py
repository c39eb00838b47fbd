"""The conformity pack: what an operator shows to an authority, an auditor or a works council, from this very installation."""
