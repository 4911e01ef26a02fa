"""Sentences for codes: labels of the closed lists, refusals, reasons, unmet wishes, rejected rows, jobs.

The cores and services speak in codes with data; here each code has one English sentence that the catalogues translate.
A code without a sentence is an error, never shown raw.
"""
