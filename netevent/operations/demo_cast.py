"""The invented people of the demo's evening: (name, company, role, ask me about)."""

TITLE = "First Thursday at the Boathouse"
HOST = "Lakeside Evenings"
PLACE = "The Boathouse, Quai des Lilas 3"
TOPICS = ["Reuse of buildings", "Wood", "Glass", "Sound", "Teaching"]

ORGANISERS = (("Ingrid Solheim", "Lakeside Evenings", "Host", "why we started on a jetty"),
              ("Hannes Vogel", "Lakeside Evenings", "Host", "keeping an evening small"))  # fmt: skip

ATTENDEE = ("Maya Lindqvist", "Nordhem Acoustics", "Acoustician", "how a room sounds before it is built")

MET = (
    ("Lucía Ferrer", "Tramuntana Timber", "Carpenter", "turning an old sawmill into a workshop school"),
    ("Tomasz Wilk", "Wilk & Sons Glass", "Glazier", "glass that lets the street stay outside"),
    ("Aïcha Benali", "Atelier Soukra", "Potter", "teaching clay to grown-ups"),
    ("Kofi Mensah", "Lakeshore Library", "Librarian", "a library without a desk"),
    ("Ben O’Neil", "O’Neil Bicycles", "Bicycle maker", "frames that outlive their riders"),
)

OTHERS = (
    ("Sanne de Vries", "Brug Structural", "Engineer", "bridges you can take apart"),
    ("Mirela Popescu", "Danube Print", "Printer", "colours that are not on any screen"),
    ("Paolo Marchetti", "Ombra Lighting", "Light designer", "darkness, done well"),
    ("Élodie Caron", "Halle Neuve", "Architect", "market halls on Mondays"),
    ("Yuki Tanabe", "Tanabe Joinery", "Joiner", "joints without glue"),
    ("Olu Adeyemi", "Harbour Health", "Nurse", "waiting rooms"),
    ("Freya Nilsen", "Fjord Kayaks", "Boat builder", "repairing instead of replacing"),
    ("Mateo Rojas", "Taller Rojas", "Upholsterer", "chairs with a history"),
    ("Léa Fontaine", "Fontaine & Fils", "Baker", "bread that keeps a week"),
    ("Noor Haddad", "Haddad Translations", "Translator", "words that have no twin"),
    ("Giulia Conti", "Conti Vivai", "Gardener", "roofs that bloom"),
    ("Samir Khan", "Khan Textiles", "Weaver", "wool from here"),
    ("Hana Nováková", "Studio Nová", "Illustrator", "drawing what people mean"),
    ("Jonas Meier", "Meier Instruments", "Watchmaker", "patience"),
    ("Priya Raman", "Raman Data", "Statistician", "numbers that comfort"),
    ("Thomas Dubois", "Cave Dubois", "Wine grower", "slopes in a warmer time"),
    ("Ewa Kowalska", "Kowalska Law", "Lawyer", "contracts people can read"),
    ("Diego Alvarez", "Alvarez Film", "Film maker", "listening with a camera"),
    ("Ingeborg Haug", "Haug Ceramics", "Ceramist", "glazes from the garden"),
    ("Matteo Ricci", "Ricci Sound", "Sound engineer", "concerts in stairwells"),
    ("Sofia Lindgren", "Lindgren Schools", "Head teacher", "lessons outdoors"),
    ("Anton Weber", "Weber Roofing", "Roofer", "what one sees from up there"),
    ("Chiara Galli", "Galli Restauro", "Restorer", "leaving the cracks visible"),
    ("Marek Dvořák", "Dvořák Pianos", "Piano tuner", "rooms and strings"),
    ("Amara Okafor", "Okafor Foods", "Cook", "feeding a hundred kindly"),
    ("Nils Berg", "Berg Ferries", "Captain", "the lake in November"),
    ("Claire Rochat", "Rochat Horlogerie", "Engraver", "small letters"),
    ("Luca Bernasconi", "Bernasconi Legno", "Forester", "planting for grandchildren"),
    ("Fatou Diallo", "Diallo Couture", "Dressmaker", "mending as a craft"),
    ("Henrik Sørensen", "Sørensen Cycles", "Mechanic", "tools worth sharing"),
    ("Zofia Wójcik", "Wójcik Paper", "Paper maker", "paper from leaves"),
    ("Marc Favre", "Favre Énergie", "Energy adviser", "warm houses, low bills"),
)
