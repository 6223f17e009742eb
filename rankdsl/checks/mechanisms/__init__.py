"""RD5xx: scores, slots, procedures, indicators, entitlements and consequences."""
