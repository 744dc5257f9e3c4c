"""What the truth tables need: who acts, rows in every status, and how each verb is called."""
