"""Questions to look at workers with: made of common words, never of what a person wrote."""

from __future__ import annotations

import random

from deai_desktop.engines.base import ChatMessage, GenerateRequest, Role, Sampling

ANSWER_TOKENS = 96
_WORDS_IN_ONE = 40
_WISHES = (
    "Write a short story in which these things appear:",
    "Sort these words into groups and say what each group has in common:",
    "Which of these would you take along on a journey, and what for?",
    "Describe a picture that shows all of these:",
    "Make a riddle out of some of these words:",
    "Explain to a child what these have to do with each other:",
    "Write a scene for two people who talk about these:",
    "Plan a day on which these are needed:",
)
_THINGS = """
apple anchor arrow autumn bakery balcony basket beach bell bicycle bird blanket boat book bottle bread bridge
broom bucket butter button cabin candle canvas carpet castle cave chair cheese cherry chimney circle clock cloud
coat coffee coin compass copper corner cotton cup curtain dance desert diamond dinner doctor door dragon drum
eagle earth engine evening farmer feather fence field finger fire fish flag flour flower forest fountain fox
garden gate ghost glass glove gold grass guitar hammer harbour hat hill honey horse hotel house ice island
jacket jar key king kitchen kite ladder lake lamp leaf lemon letter library lion market meadow milk mirror moon
morning mountain music needle nest night ocean onion orange oven paint paper path pencil pepper piano picture
pillow planet pocket pond potato queen rabbit radio rain ribbon ring river road rocket roof rope rose salt sand
school season shadow sheep ship shirt shoe silver snow soap soup spoon spring square stairs station stone storm
street sugar summer sun table tea tent thread ticket tiger tower train tree umbrella valley village violin wagon
wall water wheel wind window winter wolf wood
"""
_WORDS = tuple(_THINGS.split())


def new_question(chance: random.Random) -> GenerateRequest:
    """Return a question that nobody was asked before, to be answered with the likeliest words."""
    words = " ".join(chance.sample(_WORDS, _WORDS_IN_ONE))
    text = f"{chance.choice(_WISHES)} {words}"
    return GenerateRequest(
        (ChatMessage(Role.USER, text),), sampling=Sampling(temperature=0.0), max_tokens=ANSWER_TOKENS
    )
