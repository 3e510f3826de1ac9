"""The intent classifier: what does this prompt want?"""
