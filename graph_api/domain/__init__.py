"""The domain's query vocabulary: the rules that statements and computations share, once each."""
