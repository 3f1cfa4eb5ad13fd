"""The few words that the comparison knows: those that join, hold together, or say little in calls of every field.

What a word says in one list of topics is learned from the lists themselves (see `similarity`); the lists of words
below are short on purpose, and no subject of research is among them.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words that join equals: between them stand the parts of a topic. The commonest languages of calls.
COORDINATORS = _words("and or & nor plus und oder sowie et ou y e и или 和 及 与 或 と 及び 以及")

#: Words that hold others together. English first, then German, French and Spanish.
FUNCTION_WORDS = _words(
    "a an the of for in on to with from by at as via using through into over under between across within among "
    "toward towards upon about against during without beyond per its their our your it this that these those "
    "which who whose what how why when where is are be been being can could should may might do does did not "
    "no but both either such other others etc more most many much any all some each also related relating based "
    "aimed "
    "der die das den dem des ein eine einer eines für von mit im zwischen zu zur zum auf bei als "
    "le la les un une des du de en pour dans avec sur au aux el los las del con para por"
)

#: Words that turn two subjects round their places: "learning for systems" is not "systems for learning".
DIRECTED_WORDS = _words(
    "for in on to with from by at via using through into against für mit pour dans con para por"
)

#: Nouns and adjectives that calls of every field put beside the subject. They are weighed down, never ignored.
GENERIC_WORDS = _words(
    "technique method methodology approach system application issue challenge aspect topic problem solution "
    "tool framework area study use case theory practice experience perspective new novel emerging advanced "
    "advance recent research work design development implementation analysis evaluation technology paradigm "
    "principle foundation support aware impact role concept strategy mechanism process task model modeling "
    "algorithm data information"
)

#: Nouns that name no subject of their own: "sampling" and "sampling techniques" are the same topic.
EMPTY_WORDS = _words("technique method methodology approach aspect issue topic support")

#: Adverbs that change what is said of a subject, not the subject: added, they neither widen nor narrow it.
ADVERBS = _words(
    "again anew still already now today ever never once always often sometimes rarely too yet however moreover "
    "finally recently currently indeed really very wieder noch schon heute encore toujours aujourd'hui hoy siempre"
)

#: Beginnings of words in spellings that no rule brings together.
SPELLINGS = {"artefact": "artifact", "adaption": "adaptation", "grey": "gray", "ageing": "aging"}

#: Acronyms that calls use without spelling them out, and that mean one thing alone in most of them.
ACRONYMS = {
    "ai": "artificial intelligence",
    "ar": "augmented reality",
    "cnn": "convolutional neural network",
    "dl": "deep learning",
    "dnn": "deep neural network",
    "gan": "generative adversarial network",
    "gnn": "graph neural network",
    "hci": "human computer interaction",
    "hpc": "high performance computing",
    "iot": "internet of things",
    "ki": "künstliche intelligenz",
    "llm": "large language model",
    "ml": "machine learning",
    "nlp": "natural language processing",
    "rl": "reinforcement learning",
    "rnn": "recurrent neural network",
    "sgd": "stochastic gradient descent",
    "vr": "virtual reality",
    "xai": "explainable artificial intelligence",
}
