"""What an effective program can become: answers, Z3 terms."""
